import type { NavItem } from '../ui/index.ts';
import type { NationVisit } from './calls.ts';

/** The nation's main menu, as far as the roles reach. */
export const nationNav = ({ may }: Pick<NationVisit, 'may'>): readonly NavItem[] => [
  { href: '/', text: 'Tableau de bord' },
  { href: '/services', text: 'Services' },
  { href: '/contrats', text: 'Contrats' },
  { href: '/indicateurs', text: 'Indicateurs' },
  { href: '/remontees', text: 'Remontées' },
  { href: '/collecte', text: 'Collecte' },
  { href: '/annuaire', text: 'Annuaire' },
  ...(may(['administrator']) ? [{ href: '/membres', text: 'Membres' }] : []),
];
