import { expect, test } from '@jest/globals';
import { contractSaid, heard, linkSaid, serviceSaid, spans, submissionSaid, withdrawn } from '../given.fixture.ts';
import { check } from './check.ts';

test.each([contractSaid('24', 'k', { intervals: spans(['active', '2024-01-01']) }), serviceSaid('24', 'a'), submissionSaid('24', '2024', 'a'), linkSaid('24'), withdrawn(serviceSaid('24', 'a'))])(
  'given what a correct region says ($type), when it is checked, then nothing is thrown', (said) => { expect(() => { check(heard(said)); }).not.toThrow(); });

test.each([
  ['a region that speaks for another', { ...contractSaid('11', 'k', {}), stream: '24/contract-k' }, 'ne peut pas parler pour'],
  ['a peer that is no region', serviceSaid('99', 'a'), "Aucune région n'a le code « 99 »"],
  ['a status without a full date', contractSaid('24', 'k', { intervals: spans(['active', '2024-02-31']) }), 'date incomplète'],
  ['a submission without its period', submissionSaid('24', '2024', 'a', { period: { from: '', to: '' } }), "n'est pas complète"],
  ['a contract in the stream of an organisation', { ...contractSaid('24', 'k', {}), stream: '24/organisation-k' }, "n'a pas sa place"],
])('given %s, when it is checked, then the reason is told in words', (_what, said, reason) => {
  expect(() => { check(heard(said)); }).toThrow(reason);
});
