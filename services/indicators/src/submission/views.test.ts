import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from '@cpom/kernel';
import type { Doc, Projection } from '@cpom/platform';
import { evolveSubmission, noSubmission, type Submission } from './contract.ts';
import { agent, approved, cell, checked, complete, director, fund, lead, opened, saved, signatory, submitted, when, type Told } from './kit.fixture.ts';
import { allCounts, countsOf } from './left.ts';
import { number } from './value.ts';
import { campaignList, indicatorValues, type CampaignDoc, type ValuesDoc } from './views.ts';

/** A life with every kind of step. */
const life = ((): Told => {
  const returned = when(submitted(saved(complete(opened()), cell('TMS-04', 3))), fund, { kind: 'return', indicator: 'TMS-04', reason: 'Trop peu' });
  const again = checked(submitted(saved(returned, cell('TMS-04', 12))));
  const reopened = when(approved(again, new Map([['TMS-01', 15]])), signatory, { kind: 'reopen', reason: 'Erreur' });
  const recalled = when(submitted(saved(reopened, cell('TMS-02', 8))), director, { kind: 'recall', reason: 'Encore' });
  return when(when(recalled, lead, { kind: 'save', cells: [cell('TMS-04', { kind: 'empty' })] }), agent, { kind: 'note-progress' });
})();

/** As the views are kept: in batches of any length, with repeats and older versions again. */
function kept(projection: Projection<Fact>, facts: readonly Fact[], batches: readonly number[] = []): Doc | null {
  let [doc, version]: [Doc | null, number] = [null, 0];
  const fresh = facts.filter((fact) => {
    if (fact.version <= version) return false;
    version = fact.version;
    return true;
  });
  for (let [at, round] = [0, 0]; at < fresh.length; round += 1) {
    const batch = fresh.slice(at, at + (batches[round % batches.length] ?? 1)).map((fact) => structuredClone(fact));
    const [first] = batch;
    if (!first) break;
    doc = batches.length > 0 && projection.fold ? projection.fold(doc, batch, first.stream) : projection.apply(doc, first, first.stream);
    doc = doc && (JSON.parse(JSON.stringify(doc)) as Doc);
    at += batch.length;
  }
  return doc;
}

const replay = (length: number): Submission => life.facts.slice(0, length).reduce(evolveSubmission, noSubmission);

test('given any moment of a life, then the list says what the state says', () => {
  for (let length = 1; length <= life.facts.length; length += 1) {
    const doc = kept(campaignList, life.facts.slice(0, length)) as CampaignDoc | null;
    const replayed = replay(length);
    expect(doc).toMatchObject({
      phase: replayed.phase, dueOn: replayed.dueOn, ...countsOf(replayed, 'spsti'), answeredByAll: allCounts(replayed).answered,
      checks: { dreets: replayed.checks.dreets.state, fund: replayed.checks.fund.state }, answeredSaid: replayed.answeredSaid,
      returned: [...replayed.returns.values()].filter(({ corrected }) => !corrected).length,
    });
  }
});

test('given repeats and older facts, then the rows are the same', () => {
  fc.assert(fc.property(fc.array(fc.nat(life.facts.length - 1), { maxLength: 40 }), (repeats) => {
    const noisy = life.facts.flatMap((fact, index) => [fact, ...repeats.filter((again) => again <= index).flatMap((again) => life.facts[again] ?? [])].slice(0, 4));
    for (const projection of [campaignList, indicatorValues]) expect(kept(projection, noisy)).toEqual(kept(projection, life.facts));
  }), { numRuns: 10 });
});

test('given facts folded several at once, in batches of any length, then the rows are those of one fact after the other', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }), (batches) => {
    for (const projection of [campaignList, indicatorValues]) expect(kept(projection, life.facts, batches)).toEqual(kept(projection, life.facts));
  }), { numRuns: 40 });
});

test('given a reopened submission that is typed again, then tables keep what was approved, with its targets', () => {
  const doc = kept(indicatorValues, life.facts) as ValuesDoc | null;
  expect(doc?.values.find(({ indicator }) => indicator === 'TMS-04')?.value).toEqual(number(12));
  expect(doc?.values.find(({ indicator }) => indicator === 'TMS-01')).toMatchObject({ target: 15 });
  expect(JSON.stringify(doc)).not.toContain('Texte.');
});
