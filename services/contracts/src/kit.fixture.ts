import { day, Refusal, type Actor, type Instant } from '@cpom/kernel';
import { ActionSheet, Document, Heading, Opinion, Party, Signature, Term } from '@cpom/proto/contracts/v1/facts';
import { decide, type ContractCommand } from './commands.ts';
import { noContract, type Contract, type ContractEvent, type ContractFact } from './contract.ts';
import { evolve } from './evolve/index.ts';
import type { OrganisationFacts, RunningContract, Surroundings } from './rules/input.ts';

/** Given/when/then for contracts: builders of facts and a small machine that decides and evolves. */

export const agent: Actor = { actorId: 'person-1', role: 'dreets-agent', organisation: 'dreets-24' };
export const serviceA = '732829320';
export const serviceB = '775665615';

const accredited = { grantedOn: '2020-01-01', expiresOn: '2035-12-31', state: 'granted' };
const organisation = (name: string, kind: string, accreditations: OrganisationFacts['accreditations'] = []): OrganisationFacts => ({ name, kind, accreditations });

/** Two services, a DREETS, a fund and two bodies, all in order. */
export const organisations: ReadonlyMap<string, OrganisationFacts> = new Map([
  [serviceA, organisation('Service A', 'service', [accredited])], [serviceB, organisation('Service B', 'service', [accredited])],
  ['dreets-24', organisation('DREETS Centre-Val de Loire', 'authority')], ['carsat-cvl', organisation('Carsat Centre-Val de Loire', 'fund')],
  ['crpst-24', organisation('CRPST', 'body')], ['ars-24', organisation('ARS', 'body')],
]);

export interface World extends Surroundings {
  readonly today: string;
}

export const world: World = { organisations, running: [], today: '2026-03-02' };
export const withRunning = (...running: readonly RunningContract[]): World => ({ ...world, running });

/** The service A as the directory would know it with these accreditations. */
export const withAccreditations = (...accreditations: OrganisationFacts['accreditations'][number][]): World =>
  ({ ...world, organisations: new Map([...organisations, [serviceA, organisation('Service A', 'service', accreditations)]]) });

export const party = (id: string, role: string, more: Partial<Party> = {}): Party => Party.fromPartial({ organisation: id, role, ...more });
export const parties = [party(serviceA, 'service'), party('dreets-24', 'authority'), party('carsat-cvl', 'fund')];
export const heading = (more: Partial<Heading> = {}): Heading =>
  Heading.fromPartial({ reference: 'CPOM-1', title: 'CPOM 2026-2030', shape: 'individual', followUp: 'Comité annuel', pdpCell: 'Un médecin, un infirmier', noConvention: true, ...more });
export const term = (more: Partial<Term> = {}): Term => Term.fromPartial({ effect: 'at-signature', expiresOn: '2030-12-31', ...more });

export const sheet = (more: Partial<ActionSheet> = {}): ActionSheet => ActionSheet.fromPartial({
  title: 'Prévenir la désinsertion professionnelle', theme: 'pdp', aims: [7], deadline: '2028-12-31',
  indicators: [{ code: 'PDP-C-02', hasTarget: true, target: '100' }], leads: [{ service: serviceA, function: 'Médecin du travail' }],
  commitments: [{ role: 'service', text: 'Cellule' }, { role: 'authority', text: 'Appui' }, { role: 'fund', text: 'Données' }], ...more,
});
export const opinion = (body: string, more: Partial<Opinion> = {}): Opinion =>
  Opinion.fromPartial({ body, kind: 'opinion', askedOn: '2026-02-01', givenOn: '2026-02-20', sense: 'favourable', ...more });
export const signature = (id: string, more: Partial<Signature> = {}): Signature =>
  Signature.fromPartial({ organisation: id, signedOn: '2026-03-01', function: 'Directrice', capacity: 'mandate', ...more });
export const document = (more: Partial<Document> = {}): Document =>
  Document.fromPartial({ kind: 'signed-scan', name: 'contrat.pdf', mediaType: 'application/pdf', size: 10, sha256: 'a'.repeat(64), ...more });

export const drafted = (more: Partial<Extract<ContractCommand, { kind: 'draft' }>> = {}): ContractCommand =>
  ({ kind: 'draft', id: 'c-1', authority: 'dreets-24', region: '24', heading: heading(), parties, term: term(), on: '2026-01-05', origin: '', ...more });
export const moved = (step: Extract<ContractCommand, { kind: 'move' }>['step'], reason = '', on = '2026-03-01'): ContractCommand => ({ kind: 'move', step, on, reason });
export const recorded = (one: Opinion): ContractCommand => ({ kind: 'record-opinion', opinion: one });
export const signed = (one: Signature): ContractCommand => ({ kind: 'record-signature', signature: one });
export const put = (one: ActionSheet): ContractCommand => ({ kind: 'put-sheet', sheet: one, expectedVersion: 0 });

/** The way to each stage, everything in order. */
const way: Readonly<Record<string, readonly ContractCommand[]>> = {
  draft: [drafted(), put(sheet())],
  negotiation: [moved('open-negotiation', '', '2026-01-10')],
  consultation: [moved('open-consultation', '', '2026-02-01')],
  validated: [recorded(opinion('crpst-24')), recorded(opinion('ars-24')), moved('validate')],
  signing: [moved('open-signing')],
  signed: [signed(signature(serviceA)), signed(signature('dreets-24')), signed(signature('carsat-cvl'))],
};

export interface Told {
  readonly contract: Contract;
  readonly facts: readonly ContractFact[];
}

function tell(before: Told, command: ContractCommand, around: World): Told {
  const now = `${around.today}T08:${String(before.facts.length % 60).padStart(2, '0')}:00.000Z` as Instant;
  const events: readonly ContractEvent[] = decide(before.contract, command, { ...around, now, today: day(around.today), actor: agent });
  const facts = events.map((event, index): ContractFact =>
    ({ stream: 'contract-c-1', version: before.contract.version + index + 1, recordedAt: now, actor: agent, event }));
  return { contract: facts.reduce(evolve, before.contract), facts: [...before.facts, ...facts] };
}

export const after = (commands: readonly ContractCommand[], around: World = world, before: Told = { contract: noContract, facts: [] }): Told =>
  commands.reduce((told, command) => tell(told, command, around), before);

/** A contract that went all the way to a stage; `instead` replaces some legs of the way. */
export function reached(stage: string, instead: Readonly<Record<string, readonly ContractCommand[]>> = {}, around: World = world): Told {
  const legs = Object.keys(way);
  const taken = legs.slice(0, legs.indexOf(stage) + 1);
  return after(taken.flatMap((leg) => instead[leg] ?? way[leg] ?? []), around);
}

/** The refusal that a command meets; fails when it meets none. */
export function refusal(before: Told, command: ContractCommand, around: World = world): Refusal {
  try {
    tell(before, command, around);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`${command.kind} was not refused`);
}
