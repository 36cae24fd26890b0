import { GetImportFormatRequest, type ImportColumn } from '@cpom/proto/contracts/v1/contracts';
import type { Answer } from '../../../site/route.ts';
import type { RegionVisit } from '../../calls.ts';
import { csvText } from '../../../common/csv.ts';
import { exampleYaml } from './example.ts';

const columnsOf = async (visit: RegionVisit): Promise<readonly ImportColumn[]> => (await visit.calls.contracts.getImportFormat(GetImportFormatRequest.fromPartial({}))).columns;

/** The empty table, for those who fill a CSV. */
export async function csvModel(visit: RegionVisit): Promise<Answer> {
  const columns = await columnsOf(visit);
  return { kind: 'text', mediaType: 'text/csv; charset=utf-8', fileName: 'modele-reprise.csv', text: csvText(columns.map((one) => one.heading), []) };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** The workbook: a sheet to fill, and one that says what each column takes. */
export async function xlsxModel(visit: RegionVisit): Promise<Answer> {
  const columns = await columnsOf(visit);
  const { modelWorkbook } = await import('./workbook.ts');
  const bytes = await modelWorkbook(columns);
  return { kind: 'file', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', fileName: 'modele-reprise.xlsx', content: once(bytes), size: bytes.length };
}

/** One contract as YAML, filled in as an example. */
export const yamlModel = (visit: RegionVisit): Promise<Answer> =>
  Promise.resolve({ kind: 'text', mediaType: 'application/yaml; charset=utf-8', fileName: 'exemple-contrat.yaml', text: exampleYaml(visit.info.authority) });

/** The published schema of one contract. */
export async function jsonSchema(visit: RegionVisit): Promise<Answer> {
  const { jsonSchema: text } = await visit.calls.contracts.getImportFormat(GetImportFormatRequest.fromPartial({}));
  return { kind: 'text', mediaType: 'application/schema+json; charset=utf-8', fileName: 'contrat.schema.json', text };
}
