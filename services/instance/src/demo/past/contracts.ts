import { parse } from 'csv-parse/sync';
import { ImportFileRequest, type ImportFileReply } from '@cpom/proto/contracts/v1/contracts';
import { textOf, yamlOf } from '../files.ts';
import type { Session, Who } from '../session.ts';

/** The files of the documented past, by region; a reprise as anybody would load it. */
const files: Readonly<Record<string, readonly string[]>> = {
  24: ['24/contrat-2021-2022.yaml'],
  11: ['11/contrats-acms.yaml'],
  93: ['93/contrats.csv'],
  94: ['94/contrats.csv'],
};

async function requestOf(name: string): Promise<Partial<ImportFileRequest>> {
  if (!name.endsWith('.csv')) return { json: JSON.stringify(await yamlOf(name)) };
  const rows = parse(await textOf(name), { delimiter: ';' });
  return { rows: rows.map((cells) => ({ cells })) };
}

/** A file of the demonstration that does not fit is a fault of ours: everything that is wrong with it is said. */
function mustFit(name: string, { problems }: ImportFileReply): void {
  if (problems.length === 0) return;
  throw new Error(`${name}: ${problems.map(({ contract, line, place, message }) => `contract ${contract}, line ${line}, ${place}: ${message}`).join(' | ')}`);
}

/** Records contracts by the import that users have. */
export async function importContracts(session: Session, name: string, request: Partial<ImportFileRequest>, who: Who): Promise<void> {
  const contracts = await session.contracts(who);
  mustFit(name, await contracts.importFile(ImportFileRequest.fromPartial({ ...request, cause: `demo-import-${name}` })));
}

/** Records the contracts that the founding documents tell of. */
export async function loadPastContracts(session: Session, agent: Who): Promise<void> {
  for (const name of files[session.instance.info.code] ?? []) await importContracts(session, name, await requestOf(name), agent);
}
