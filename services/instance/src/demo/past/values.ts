import { parse } from 'csv-parse/sync';
import { CellInput, RecordPastSubmissionRequest, SetTargetRequest } from '@cpom/proto/indicators/v1/indicators';
import { each } from '../each.ts';
import { textOf } from '../files.ts';
import type { Session } from '../session.ts';

/** What is written in a cell of the file: a number, « n.r. », « s.o. », or a text. */
function valueOf(text: string): NonNullable<CellInput['value']> {
  if (text === 'n.r.') return { state: 'missing', number: undefined, texts: [] };
  if (text === 's.o.') return { state: 'not-applicable', number: undefined, texts: [] };
  return /^\d+$/.test(text) ? { state: 'number', number: Number(text), texts: [] } : { state: 'narrative', number: undefined, texts: [{ key: '', text }] };
}

/** One service's cells. A line `PDP-B-02/success` answers one heading of a narrative; `PDP-C-02?` explains the value. */
export function cellsIn(rows: readonly (readonly [line: string, text: string])[]): CellInput[] {
  const cells = new Map<string, CellInput>();
  for (const [line, text] of rows) {
    const [, code = '', mark = '', key = ''] = /^([^/?]+)([/?]?)(.*)$/.exec(line) ?? [];
    const cell = cells.get(code) ?? CellInput.fromPartial({ indicator: code, value: { state: 'narrative' } });
    if (mark === '?') cell.explanation = text;
    else if (mark === '/') cell.value?.texts.push({ key, text });
    else cell.value = valueOf(text);
    cells.set(code, cell);
  }
  return [...cells.values()];
}

/** Rows of the file by service: the first line names the services, then each line is an indicator, or a fact of the submission. */
async function columnsOf(name: string): Promise<ReadonlyMap<string, readonly (readonly [string, string])[]>> {
  const [head = [], ...rows] = parse(await textOf(name), { delimiter: ';' });
  return new Map(head.slice(2).map((service, index) => [
    service, rows.flatMap((row) => (row[index + 2] ?? '') === '' ? [] : [[row[0] ?? '', row[index + 2] ?? ''] as const]),
  ]));
}

const isFact = ([line]: readonly [string, string]): boolean => line === 'transmise' || line === 'approuvée' || line.startsWith('cible:');

/** Reported values of 2022 (fictitious) with when they were sent and approved, and the targets that were set beside them. */
export async function loadPastValues(session: Session): Promise<void> {
  if (session.instance.info.code !== '24') return;
  const indicators = await session.indicators();
  await each([...(await columnsOf('24/valeurs-2022.csv'))], async ([service, rows]) => {
    const said = new Map(rows.filter(isFact));
    for (const [line, value] of said) {
      if (!line.startsWith('cible:')) continue;
      const indicator = line.slice('cible:'.length);
      await indicators.setTarget(SetTargetRequest.fromPartial({ cause: `demo-target-2022-${service}-${indicator}`, indicator, year: 2022, service, value: Number(value), origin: 'fictif' }));
    }
    await indicators.recordPastSubmission(RecordPastSubmissionRequest.fromPartial({
      cause: `demo-values-2022-${service}`, campaign: '2022', service, cells: cellsIn(rows.filter((row) => !isFact(row))),
      submittedOn: said.get('transmise') ?? '', approvedOn: said.get('approuvée') ?? '', origin: 'fictif',
    }));
  });
}
