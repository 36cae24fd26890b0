import type { Around } from '../dates.ts';
import type { LivingContract, Scenario, SheetName } from './types.ts';

const short: readonly SheetName[] = ['pdp', 'tms'];
const wide: readonly SheetName[] = ['pdp', 'tms', 'rps', 'socle'];

const individual = (service: string): string => `CPOM de troisième génération, ${service}`;

/** A contract in force, taken over as it is: signed some months ago, ending in some months. */
const inForce = ({ months }: Around, key: string, service: string, signed: number, expires: number, more: Partial<LivingContract> = {}): LivingContract => ({
  key, title: individual(service), services: [service], sheets: short, reached: 'signed', recorded: true, begun: months(-signed - 8), signed: months(-signed), expires: months(expires), ...more,
});

/** Eight end within twelve months; the last of them was extended after its end had passed. */
const toRenew = (around: Around): readonly LivingContract[] => [
  inForce(around, 'belles-fontaines', 'Belles-Fontaines', 22, 2, { sheets: wide }),
  inForce(around, 'quatre-vents', 'Quatre-Vents', 21, 3, { sheets: wide }),
  inForce(around, 'pont-rouge', 'Pont-Rouge', 20, 4),
  inForce(around, 'plaine-doree', 'Plaine-Dorée', 19, 5),
  inForce(around, 'grands-tilleuls', 'Grands-Tilleuls', 18, 6),
  inForce(around, 'hautes-bornes', 'Hautes-Bornes', 17, 8),
  inForce(around, 'croix-verte', 'Croix-Verte', 16, 10),
  inForce(around, 'marais-vert', 'Marais-Vert', 58, 7, {
    title: 'CPOM prorogé, Marais-Vert', effect: around.months(-58),
    extended: 'Échéance initiale dépassée ; prorogation convenue après coup, dans l’attente du contrat suivant.',
  }),
];

const others = (around: Around): readonly LivingContract[] => {
  const { days, months } = around;
  const prepared = (key: string, service: string, reached: LivingContract['reached'], begun: number, more: Partial<LivingContract> = {}): LivingContract =>
    ({ key, title: individual(service), services: [service], sheets: short, reached, begun: days(-begun), expires: months(46), ...more });
  return [
    inForce(around, 'clos-fleuri', 'Clos-Fleuri', 14, 34, { sheets: wide }),
    inForce(around, 'faubourg-neuf', 'Faubourg-Neuf', 13, 35),
    inForce(around, 'petit-canal', 'Petit-Canal', 23, -1),
    inForce(around, 'ile-perdue', 'Île-Perdue', 23, -2),
    prepared('belles-fontaines-suite', 'Belles-Fontaines', 'consultation', 160, { effect: days(75) }),
    prepared('petit-canal-suite', 'Petit-Canal', 'negotiation', 60),
    prepared('quatre-vents-suite', 'Quatre-Vents', 'draft', 20, { effect: days(120) }),
    prepared('mare-blanche', 'Mare-Blanche', 'validated', 180, { opinions: { crpst: 'unfavourable' } }),
    prepared('tour-carree', 'Tour-Carrée', 'signing', 200, { unsigned: ['Tour-Carrée'] }),
    prepared('porte-haute', 'Porte-Haute', 'signed', 230, {
      effect: days(30), pdpCell: '', overrides: { 'national.pdp-cell': 'La composition de la cellule est en cours de révision avec la caisse : elle sera fixée dans les six mois.' },
    }),
    prepared('bois-joli', 'Bois-Joli', 'abandoned', 90, { reason: 'Le projet de service n’est pas encore approuvé par le conseil d’administration : les parties recommenceront ensuite.' }),
  ];
};

/** ACMS: the codes of its programmes, which the documents do not detail. */
const acmsCodes = ['PDP-C-01', 'PDP-C-02', 'PDP-C-02a', 'PDP-C-02b', 'PDP-D-01', 'TMS-01', 'TMS-01e', 'TMS-02', 'RPS-01', 'RPS-02', 'RPS-02a', 'SOC-01', 'SOC-02', 'SOC-03', 'SOC-03a'];

/** The life of Île-de-France around the day of loading. */
export const scenario11 = (around: Around): Scenario => ({
  bodies: { authority: 'dreets-11', fund: 'cramif', crpst: 'crpst-idf', ars: 'ars-idf' },
  contracts: [...toRenew(around), ...others(around)],
  campaigns: [
    { service: 'ACMS', reached: 'partial', codes: acmsCodes },
    { service: 'Belles-Fontaines', reached: 'submitted' },
    { service: 'Quatre-Vents', reached: 'approved' },
    { service: 'Pont-Rouge', reached: 'late' },
    { service: 'Plaine-Dorée', reached: 'untouched' },
    { service: 'Clos-Fleuri', reached: 'recorded' },
    { service: 'Faubourg-Neuf', reached: 'recorded' },
    { service: 'Hautes-Bornes', reached: 'recorded' },
  ],
});
