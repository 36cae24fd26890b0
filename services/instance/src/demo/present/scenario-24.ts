import type { Around } from '../dates.ts';
import { foundingLines } from './lines.ts';
import type { LivingContract, Scenario, SheetName } from './types.ts';

const full: readonly SheetName[] = ['pdp', 'tms', 'chimique', 'rps', 'routier', 'socle'];
const short: readonly SheetName[] = ['pdp', 'tms'];
const withFund: readonly SheetName[] = ['pdp', 'tms', 'cible'];

const individual = (service: string): string => `CPOM de troisième génération, ${service}`;

/** Signed contracts, taken over as they are: a year old at least where the last year's campaign asks what they ask. */
const signedContracts = ({ days, months }: Around): readonly LivingContract[] => [
  { key: 'apst-37', title: individual('APST 37'), services: ['APST 37'], sheets: full, reached: 'signed', recorded: true, begun: months(-23), signed: months(-14), expires: months(34) },
  { key: 'cihl', title: individual('CIHL'), services: ['CIHL'], sheets: withFund, reached: 'signed', recorded: true, begun: months(-24), signed: months(-15), expires: months(33) },
  { key: 'sistel', title: individual('SISTEL'), services: ['SISTEL'], sheets: withFund, reached: 'signed', recorded: true, begun: months(-25), signed: months(-16), expires: months(9) },
  { key: 'val-dore', title: individual('Val-Doré'), services: ['Val-Doré'], sheets: short, reached: 'signed', recorded: true, begun: months(-21), effect: months(-14), signed: months(-11), expires: months(34), context: 'Effet antérieur à la signature, convenu pour couvrir l’année entière.' },
  { key: 'trois-chenes', title: individual('Trois-Chênes'), services: ['Trois-Chênes'], sheets: short, reached: 'signed', recorded: true, begun: months(-22), signed: months(-13), expires: months(23) },
  { key: 'clairfontaine-1', title: individual('Clairfontaine'), services: ['Clairfontaine'], sheets: short, reached: 'signed', recorded: true, begun: months(-26), signed: months(-20), expires: months(-2) },
  { key: 'rive-claire', title: individual('Rive-Claire'), services: ['Rive-Claire'], sheets: short, reached: 'signed', recorded: true, begun: months(-25), signed: months(-19), expires: days(-130) },
];

/** Contracts that are being prepared, step by step. */
const preparedContracts = ({ days, months }: Around): readonly LivingContract[] => [
  { key: 'apst-18', title: individual('APST 18'), services: ['APST 18'], sheets: short, reached: 'draft', begun: days(-9), expires: months(48) },
  { key: 'clairfontaine-2', title: individual('Clairfontaine'), services: ['Clairfontaine'], sheets: ['pdp'], reached: 'draft', begun: days(-25), expires: months(48) },
  { key: 'aismt-36', title: individual('AISMT 36'), services: ['AISMT 36'], sheets: short, reached: 'negotiation', begun: days(-70), expires: months(48) },
  { key: 'bellerive', title: individual('Bellerive'), services: ['Bellerive'], sheets: short, reached: 'negotiation', begun: days(-110), expires: months(48) },
  { key: 'apst-41', title: individual('APST 41'), services: ['APST 41'], sheets: withFund, reached: 'consultation', begun: days(-150), expires: months(50) },
  { key: 'grand-clos', title: individual('Grand-Clos'), services: ['Grand-Clos'], sheets: short, reached: 'validated', begun: days(-190), expires: months(48), opinions: { ars: 'unfavourable', crpst: 'with-reservations' } },
  { key: 'santbtp', title: individual('SANTBTP'), services: ['SANTBTP'], sheets: short, reached: 'signing', begun: days(-210), expires: months(48), unsigned: ['SANTBTP', 'carsat-cvl'] },
  { key: 'haute-lande', title: individual('Haute-Lande'), services: ['Haute-Lande'], sheets: short, reached: 'signed', begun: days(-240), effect: days(40), expires: months(54) },
  { key: 'beauplan', title: individual('Beauplan'), services: ['Beauplan'], sheets: ['pdp'], reached: 'abandoned', begun: days(-120), expires: months(48), reason: 'Le service a demandé à reprendre les discussions après l’élection de son conseil d’administration.' },
  {
    key: 'interim', title: 'Programme partagé : prévention dans le travail temporaire', services: ['CIHL', 'APST 37', 'SISTEL', 'APST 41', 'APST 18'], sheets: ['pdp', 'routier'], reached: 'signing',
    begun: days(-170), expires: months(36), unsigned: ['APST 18'],
    context: 'Cinq services suivent ensemble les salariés intérimaires de la région.',
    overrides: { 'national.individual': 'Le programme est partagé par cinq services et complète leurs contrats individuels : un seul texte évite cinq suivis différents.' },
  },
];

/** The life of Centre-Val de Loire around the day of loading. */
export const scenario24 = (around: Around): Scenario => ({
  bodies: { authority: 'dreets-24', fund: 'carsat-cvl', crpst: 'crpst-cvl', ars: 'ars-cvl' },
  contracts: [...signedContracts(around), ...preparedContracts(around)],
  campaigns: [
    { service: 'APST 37', reached: 'partial' },
    { service: 'SISTEL', reached: 'returned' },
    { service: 'CIHL', reached: 'approved' },
    { service: 'AISMT 36', reached: 'submitted', codes: foundingLines },
    { service: 'APST 41', reached: 'checking', codes: foundingLines },
    { service: 'SANTBTP', reached: 'late', codes: foundingLines },
    { service: 'APST 18', reached: 'untouched', codes: foundingLines },
    { service: 'Val-Doré', reached: 'untouched' },
    { service: 'Trois-Chênes', reached: 'recorded' },
  ],
});
