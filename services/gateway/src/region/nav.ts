import type { NavItem } from '../ui/index.ts';
import { signatories } from './campaigns/about.ts';
import type { RegionVisit } from './calls.ts';

/** The region's main menu, as far as the roles reach. */
export const regionNav = ({ may }: Pick<RegionVisit, 'may'>): readonly NavItem[] => [
  { href: '/', text: 'Accueil' },
  { href: '/contrats', text: 'Contrats' },
  ...(may(signatories) ? [{ href: '/campagnes', text: 'Campagnes' }] : []),
  { href: '/indicateurs', text: 'Indicateurs' },
  { href: '/annuaire', text: 'Annuaire' },
  ...(may(['dreets-agent']) ? [{ href: '/import', text: 'Reprise' }] : []),
  ...(may(['administrator']) ? [{ href: '/membres', text: 'Membres' }] : []),
];
