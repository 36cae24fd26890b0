import { addDays, daysBetween, type Day } from '@cpom/kernel';
import type { ActionSheet, Heading, Party, Term } from '@cpom/proto/contracts/v1/facts';
import { demoServices } from '../directory/organisations.ts';
import type { Around } from '../dates.ts';
import { sheetFrom, type Templates } from './sheets.ts';
import type { Bodies, LivingContract, Reached } from './types.ts';

/** What turns a line of the scenario into a contract. */
export interface Telling {
  readonly region: string;
  readonly around: Around;
  readonly bodies: Bodies;
  readonly templates: Templates;
}

export const idOf = ({ region }: Telling, { key }: LivingContract): string => `${region}-fictif-${key}`;
export const serviceId = (region: string, shortName: string): string => {
  const found = demoServices(region).get(shortName);
  if (!found) throw new Error(`no service of ${region} is called ${shortName}`);
  return found.id;
};


export function headingOf({ region }: Telling, { key, title, services, begun, context, pdpCell }: LivingContract): Heading {
  return {
    reference: `CPOM-${region}-${begun.slice(0, 4)}-${key}`, title, shape: services.length > 1 ? 'collective' : 'individual', commonReference: '',
    context: context ?? 'Contrat fictif, préparé avec le diagnostic territorial et le projet de service.',
    visas: ['Article L. 4622-10 du code du travail', 'Instruction DGT/CNAM n° 2024/132 du 12 juillet 2024'],
    followUp: 'Un comité réunit les parties deux fois par an ; le bilan annuel est remis avant le 30 avril.',
    pdpCell: pdpCell ?? 'Un médecin du travail, une infirmière, un chargé de maintien en emploi et une assistante sociale.', noConvention: true, linesShared: services.length > 1,
  };
}

export function partiesOf({ region, bodies }: Telling, { services }: LivingContract): Party[] {
  const party = (organisation: string, role: string, representedBy: string): Party => ({ organisation, role, representedBy, writtenName: '', seat: '', withdrawnOn: '', withdrawnReason: '' });
  return [
    ...services.map((name) => party(serviceId(region, name), 'service', 'Directeur')),
    party(bodies.authority, 'authority', 'Directrice régionale'), party(bodies.fund, 'fund', 'Directeur général'),
  ];
}

export const termOf = ({ effect, expires, extended }: LivingContract): Term => ({
  effect: effect === undefined ? 'at-signature' : 'on-date', effectiveFrom: effect ?? '', expiresOn: expires, provisional: false, followUpOn: '',
  wording: extended ?? '', extended: extended !== undefined,
});

/** Leads are named at signature, in every second sheet only: the rest is still to do. */
export function sheetsOf(telling: Telling, contract: LivingContract): (Partial<ActionSheet> & { id: string })[] {
  const leads = contract.services.map((name) => ({ service: serviceId(telling.region, name), function: 'Médecin du travail coordonnateur', personId: '', namedOn: contract.signed ?? '' }));
  return contract.sheets.map((name, index) => sheetFrom(telling.templates, name, telling.bodies, contract.expires, contract.signed !== undefined && index % 2 === 0 ? leads : []));
}

const order: readonly Reached[] = ['draft', 'negotiation', 'consultation', 'validated', 'signing', 'signed'];
const share: Readonly<Record<Reached, number>> = { draft: 0, negotiation: 0.15, consultation: 0.5, validated: 0.8, signing: 0.88, signed: 0.96, abandoned: 0.9 };

/** When the contract entered each stage, spread between its beginning and its signature, or the day of loading. */
export function stageDate({ around }: Telling, { begun, signed }: LivingContract, stage: Reached): Day {
  return addDays(begun, Math.floor(daysBetween(begun, signed ?? around.today) * share[stage]));
}

/** The stages that it went through, in order; an abandoned one was being negotiated. */
export const stagesUpTo = ({ reached }: LivingContract): readonly Reached[] =>
  (reached === 'abandoned' ? ['draft', 'negotiation', 'abandoned'] : order.slice(0, order.indexOf(reached) + 1));

/** Both opinions, half-way between consultation and validation. */
export function opinionsOf(telling: Telling, contract: LivingContract) {
  const askedOn = stageDate(telling, contract, 'consultation');
  const givenOn = addDays(askedOn, Math.floor(daysBetween(askedOn, stageDate(telling, contract, 'validated')) / 2));
  return (['crpst', 'ars'] as const).map((body) => ({
    body: telling.bodies[body], bodyCode: body, kind: 'opinion', askedOn, dueOn: addDays(askedOn, 60), givenOn, sense: contract.opinions?.[body] ?? 'favourable',
  }));
}

/** Who signs as what. */
export const functionOf = ({ bodies }: Telling, organisation: string): string =>
  organisation === bodies.authority ? 'Directrice régionale' : organisation === bodies.fund ? 'Directeur général' : 'Directeur du service';

