import { frenchInstant, Refusal, type Instant } from '@cpom/kernel';
import { roleName } from '@cpom/service';
import type { Asked } from '../../../site/asked.ts';
import type { Answer } from '../../../site/route.ts';
import type { RegionVisit } from '../../calls.ts';
import { readContract } from '../about.ts';
import { csvTable } from '../../../common/csv.ts';

/** A document of the contract, to whoever may read the contract. */
export async function documentFile(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const contract = await readContract(visit, asked);
  const document = contract.documents.find((one) => one.id === asked.param('document'));
  if (!document) throw new Refusal('not-found', 'Ce document n’est pas, ou n’est plus, joint au contrat.');
  const content = await visit.files.get(document.sha256);
  return { kind: 'file', mediaType: document.mediaType, fileName: document.name, content, size: document.size };
}

/** The whole history, for a spreadsheet. */
export async function historyCsv(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const contract = await readContract(visit, asked);
  const rows = contract.history.map((entry) => [
    frenchInstant(entry.recordedAt as Instant, visit.info.timeZone), entry.organisation === '' ? 'Application' : visit.nameOf(entry.organisation), roleName(entry.role), entry.summary, entry.reason,
  ]);
  return csvTable(`historique-${contract.id}`, ['Le', 'Organisme', 'Rôle', 'Fait', 'Motif'], rows);
}
