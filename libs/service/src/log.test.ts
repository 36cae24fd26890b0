import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { Refusal } from '@cpom/kernel';
import { createLog } from './log.ts';

const persons = ['Rousselot', 'Maëlle', 'maelle.rousselot@exemple.fr', '2 84 05 69 123 456 78', '284056912345678', '06 12 34 56 78', 'lombalgie', 'convoquée'];
const [surname = '', given = '', mail = '', spacedNir = '', nir = '', phone = ''] = persons;
const freeText = `${given} ${surname} (${mail}, ${phone}), NIR ${spacedNir}, souffre de lombalgie et sera convoquée.`;

const lines: string[] = [];
const log = createLog('24/contracts', 'info', { write: (line) => { lines.push(line); } });

function written(say: () => void): Readonly<Record<string, unknown>> {
  lines.length = 0;
  say();
  expect(lines).toHaveLength(1);
  for (const person of persons) expect(lines[0]).not.toContain(person);
  return JSON.parse(lines[0] ?? '{}');
}

function thrownBy(work: () => unknown): unknown {
  try { work(); } catch (error) { return error; }
  throw new Error('nothing was thrown');
}

const leaking: readonly (readonly [string, () => unknown])[] = [
  ['a refusal that names somebody', () => new Refusal('rule', `« ${freeText} » n'est pas admis.`, [{ field: 'text', message: freeText }])],
  ['JSON that somebody typed', () => thrownBy(() => JSON.parse(`{"a": ${freeText}`))],
  ['a form that does not fit', () => thrownBy(() => z.object({ mail: z.enum(['x']) }).parse({ mail: freeText }))],
  ['a mail server that repeats an address', () => Object.assign(new Error(`550 5.1.1 <${mail}>: ${given} ${surname} unknown`), { code: 'EENVELOPE', responseCode: 550 })],
  ['a driver that repeats a value', () => Object.assign(new Error(`E11000 duplicate key error dup key: { mail: "${mail}", name: "${surname}" }`), { name: 'MongoServerError', code: 11_000 })],
  ['an error of our own that quotes', () => new Error(`the person « ${given} ${surname} » with "${mail}" and ${nir} is not there`)],
  ['a cause inside', () => new Error('the batch failed', { cause: new SyntaxError(freeText) })],
  ['a thrown text', () => freeText],
];

test.each(leaking)('given %s, when it is logged, then no person is in the line', (_what, make) => {
  expect(written(() => { log.error({ err: make(), rpc: 'draftContract' }, 'fault') })).toMatchObject({ name: '24/contracts', msg: 'fault', rpc: 'draftContract' });
});

test('given data that nobody thought of, or free text under a known key, when it is logged, then it is withheld', () => {
  const line = written(() => { log.warn({ person: surname, text: freeText, cause: `invite-${mail}-dreets-24`, id: nir, stream: freeText, nested: { mail }, reason: `refused: "${freeText}" and ${mail}` }, 'withheld'); });
  expect(line).toMatchObject({ person: '[withheld]', text: '[withheld]', cause: '[withheld]', id: '[withheld]', stream: '[withheld]', nested: '[withheld]', reason: 'refused: … and …' });
});

test('given a fault of the machine, when it is logged, then the line says what and where, to help', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9092'), { code: 'ECONNREFUSED', syscall: 'connect' });
  expect(written(() => { log.error({ err: refused, pump: 'relay' }, 'failed') }).err).toMatchObject({ type: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9092' });
  const full = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
  expect(written(() => { log.error({ err: full }, 'failed') }).err).toMatchObject({
    code: 'ERR_SQLITE_ERROR', message: 'database or disk is full', at: expect.arrayContaining([expect.stringMatching(/^at .*log\.test\.ts:\d+/)]),
  });
});

test('given identifiers and counts, when they are logged, then they are kept', () => {
  const data = { group: 'national.v1', stream: '24/contract-7c9e6679-7425-40de-944b-e07fc1f90ae7', id: 'cpom://24/contracts/contract-1/3', requestId: 'ab611d7e-f079-40c5-8878-742b1357bd9d', pause: 200 };
  expect(written(() => { log.warn(data, 'kept'); })).toMatchObject(data);
});
