import { addMonths, daysBetween, isDay, isLegalDate, latest, plural, type Day } from '@cpom/kernel';
import { ListContractsRequest, type ContractSummary } from '@cpom/proto/contracts/v1/contracts';
import { ListOrganisationsRequest } from '@cpom/proto/directory/v1/directory';
import type { OrganisationState } from '@cpom/proto/directory/v1/events';
import { badge } from '../../ui/index.ts';
import type { RegionVisit } from '../calls.ts';
import type { Part, Task } from './model.ts';

const contracts = async (visit: RegionVisit, request: Partial<ListContractsRequest>): Promise<readonly ContractSummary[]> =>
  (await visit.calls.contracts.listContracts(ListContractsRequest.fromPartial({ limit: 500, ...request }))).contracts;

const hrefOf = ({ id }: ContractSummary, part: string): string => `/contrats/${id}#${part}`;
const nameOf = ({ title, reference }: ContractSummary): string => title || reference;
const shortNames = (visit: RegionVisit, ids: readonly string[]): string => ids.map((id) => visit.shortNameOf(id)).join(', ');

const opinion = (visit: RegionVisit, contract: ContractSummary): Task =>
  ({ href: hrefOf(contract, 'avis'), text: `Enregistrer l’avis : ${shortNames(visit, contract.opinionsAwaited)}`, detail: nameOf(contract) });

const signature = (visit: RegionVisit, contract: ContractSummary): Task => ({
  href: hrefOf(contract, 'signatures'), text: `${nameOf(contract)} : ${plural(contract.signaturesMissing.length, 'signature manque', 'signatures manquent')}`, detail: `Attendues de : ${shortNames(visit, contract.signaturesMissing)}`,
});

/** Opinions that bodies were asked for, and signatures that are missing. */
export async function contractParts(visit: RegionVisit): Promise<Part[]> {
  const open = await contracts(visit, { statuses: ['draft', 'negotiation', 'consultation', 'validated', 'signing'] });
  const [awaited, unsigned] = [open.filter(({ opinionsAwaited }) => opinionsAwaited.length > 0), open.filter(({ signaturesMissing }) => signaturesMissing.length > 0)];
  const others = open.filter((one) => !awaited.includes(one) && !unsigned.includes(one));
  return [
    { id: 'avis', title: 'Avis à enregistrer', tasks: awaited.map((one) => opinion(visit, one)), none: 'Aucun avis n’est attendu.', words: plural(awaited.length, 'contrat attend un avis', 'contrats attendent un avis') },
    { id: 'signatures', title: 'Signatures manquantes', tasks: unsigned.map((one) => signature(visit, one)), none: 'Aucun contrat n’est à la signature.', words: plural(unsigned.length, 'contrat attend des signatures', 'contrats attendent des signatures') },
    {
      id: 'preparation', title: 'Contrats en préparation', tasks: others.map((one): Task => ({ href: `/contrats/${one.id}`, text: nameOf(one), badge: badge({ tone: 'new', text: one.statusText }), detail: shortNames(visit, one.services) })),
      none: 'Aucun autre contrat n’est en préparation.', all: { href: '/contrats', text: 'Tous les contrats' },
    },
  ];
}

/** Contracts in force that end within twelve months, the next first. */
export async function endingPart(visit: RegionVisit): Promise<Part> {
  const found = (await contracts(visit, { statuses: ['active'], expiringWithinMonths: 12, sort: 'expires_on' })).filter(({ expiresOn }) => isLegalDate(expiresOn));
  const tasks = found.map((one): Task => ({ href: `/contrats/${one.id}`, text: nameOf(one), badge: badge({ tone: 'warning', text: 'Échéance', date: { on: one.expiresOn as never } }), detail: shortNames(visit, one.services) }));
  return { id: 'echeances', title: 'Contrats qui s’achèvent dans les 12 mois', tasks, none: 'Aucun contrat en vigueur ne s’achève dans les 12 mois.', words: `${plural(tasks.length, 'contrat s’achève', 'contrats s’achèvent')} dans les 12 mois`, all: { href: '/contrats?echeance=12', text: 'Voir la liste' } };
}

/** What an accreditation's end asks for: the renewal file is due four months before (D.4622-48 and following). */
export type Announcement = 'ended' | 'overdue' | 'near' | 'soon' | 'ahead';

/** When an accreditation that ends on a day is announced: 12, 8 and 5 months before; overdue at 4; undefined earlier. */
export function announcementOf(expiresOn: Day, today: Day): Announcement | undefined {
  if (expiresOn < today) return 'ended';
  if (expiresOn <= addMonths(today, 4)) return 'overdue';
  if (expiresOn <= addMonths(today, 5)) return 'near';
  if (expiresOn <= addMonths(today, 8)) return 'soon';
  return expiresOn <= addMonths(today, 12) ? 'ahead' : undefined;
}

const announced: Readonly<Record<Announcement, { readonly tone: 'error' | 'warning' | 'info'; readonly text: string; readonly todo: string }>> = {
  ended: { tone: 'error', text: 'Agrément échu', todo: 'Aucun agrément en cours n’est connu.' },
  overdue: { tone: 'error', text: 'Dossier en retard', todo: 'Le dossier de renouvellement devait être déposé quatre mois avant l’échéance (articles D.4622-48 et suivants).' },
  near: { tone: 'warning', text: 'Dossier à déposer sous un mois', todo: 'Le dossier de renouvellement est dû quatre mois avant l’échéance.' },
  soon: { tone: 'warning', text: 'Échéance dans moins de 8 mois', todo: 'Le dossier de renouvellement est à préparer.' },
  ahead: { tone: 'info', text: 'Échéance dans l’année', todo: 'Le renouvellement est à annoncer au service.' },
};

function accreditationTask({ id, names, accreditations }: OrganisationState, today: Day): { readonly expiresOn: Day; readonly task: Task } | undefined {
  const last = accreditations.filter(({ expiresOn }) => isLegalDate(expiresOn)).toSorted((left, right) => (left.expiresOn < right.expiresOn ? -1 : 1)).at(-1);
  if (!last || !isLegalDate(last.expiresOn) || last.state === 'renewal-examined') return undefined;
  const expiresOn = latest(last.expiresOn);
  const level = announcementOf(expiresOn, today);
  if (!level) return undefined;
  const { tone, text, todo } = announced[level];
  return { expiresOn, task: { href: `/annuaire/${id}`, text: names.at(-1)?.name ?? id, badge: badge({ tone, text, date: { on: last.expiresOn, word: level === 'ended' ? 'depuis le' : 'échéance le' } }), detail: todo } };
}

/** Accreditations that end within twelve months, whose renewal is not being examined yet. */
export async function accreditationPart(visit: RegionVisit): Promise<Part> {
  const { organisations } = await visit.calls.directory.listOrganisations(ListOrganisationsRequest.fromPartial({ kinds: ['service'], limit: 500 }));
  const living = organisations.filter(({ succeededOn }) => !isDay(succeededOn) || daysBetween(visit.today, succeededOn) > 0);
  const found = living.flatMap((one) => accreditationTask(one, visit.today) ?? []).sort((left, right) => (left.expiresOn < right.expiresOn ? -1 : 1));
  return { id: 'agrements', title: 'Agréments qui s’achèvent dans les 12 mois', tasks: found.map(({ task }) => task), none: 'Aucun agrément ne s’achève dans les 12 mois sans renouvellement en cours.', words: plural(found.length, 'agrément à renouveler', 'agréments à renouveler') };
}
