import type { Evidence, FoundCommit, FoundHeard, FoundJournal, FoundRows } from './evidence.ts';
import type { Entry } from './ledger.ts';

/** What is wrong, each in one line, by the figure that it raises. Empty lists: nothing is. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly disagree: readonly string[];
  readonly unverified: readonly string[];
  readonly order: readonly string[];
  readonly hands: readonly string[];
  readonly parked: readonly string[];
  readonly unreported: readonly string[];
}

const journalOf = ({ region, service }: Entry): string => `${region}/${service}`;
const named = (entry: Entry): string => `${journalOf(entry)} ${entry.stream} ${entry.kind} ${entry.cause}`;
const keyOf = (stream: string, cause: string): string => `${stream} ${cause}`;
const byCause = (journals: readonly FoundJournal[]): ReadonlyMap<string, ReadonlyMap<string, FoundCommit>> =>
  new Map(journals.map(({ name, commits }) => [name, new Map(commits.map((commit) => [keyOf(commit.stream, commit.cause), commit]))]));

/** Acknowledged and not there, or elsewhere than was told; unanswered to the end; gone with a restore and yet there. */
function lostOf({ entries, journals }: Evidence): string[] {
  const found = byCause(journals);
  return entries.flatMap((entry) => {
    const commit = found.get(journalOf(entry))?.get(keyOf(entry.stream, entry.cause));
    if (entry.answer === 'awaited') return [`${named(entry)}: never answered`];
    if (entry.answer === 'refused') return commit ? [`${named(entry)}: refused (${entry.refusal ?? ''}), and done`] : entry.kind === 'refused-on-purpose' ? [] : [`${named(entry)}: refused without reason: ${entry.refusal ?? ''}`];
    if (entry.gone) return commit ? [`${named(entry)}: gone with a restore, and there`] : [];
    if (!commit) return [`${named(entry)}: acknowledged at ${entry.position ?? '?'}, not there`];
    const same = commit.position === entry.position && commit.version === entry.version;
    return same ? [] : [`${named(entry)}: acknowledged as ${entry.position ?? '?'}/${entry.version ?? '?'}, found as ${commit.position}/${commit.version}`];
  });
}

const repeats = (values: readonly string[]): string[] => [...Map.groupBy(values, (value) => value)].flatMap(([value, all]) => (all.length > 1 ? [`${value}, ${all.length} times`] : []));

/** The same cause or the same effect twice in a journal. Effects: no two commands of the workload say the same of a stream. */
function twiceIn({ name, commits }: FoundJournal, causes: ReadonlySet<string>): string[] {
  const ours = commits.filter(({ cause }) => causes.has(cause));
  return [
    ...repeats(commits.map(({ stream, cause }) => keyOf(stream, cause))),
    ...repeats(ours.flatMap(({ stream, events }) => events.map((event) => `${stream} ${event}`))),
  ].map((what) => `${name}: ${what}`);
}

const unlike = (name: string, one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key))
    .map((key) => `${name} ${key}: ${String(one.get(key) ?? 'absent')}, the nation ${String(other.get(key) ?? 'absent')}`);

/** What the region shows and what the nation shows of it. */
const unlikeRows = (region: string, own: FoundRows, nation: FoundRows | undefined): string[] => [
  ...unlike(`${region} contract`, own.contracts, nation?.contracts ?? new Map()),
  ...unlike(`${region} submissions of`, own.submissions, nation?.submissions ?? new Map()),
];

/** The rows that follow from the ledger alone: the last acknowledged term of each contract, how many submissions each period has. */
export function rowsOf(entries: readonly Entry[], region: string): FoundRows {
  const live = entries.filter((entry) => entry.region === region && entry.answer === 'acknowledged' && !entry.gone);
  const byVersion = [...live].sort((a, b) => (a.version ?? 0) - (b.version ?? 0));
  const terms = byVersion.filter(({ kind }) => kind === 'draft' || kind === 'set-term').map(({ stream, value }): [string, string] => [stream.slice('contract-'.length), value]);
  const pasts = Map.groupBy(live.filter(({ kind }) => kind === 'past'), ({ value }) => value);
  return { contracts: new Map(terms), submissions: new Map([...pasts].map(([period, all]) => [period, all.length])) };
}

function twiceOf(evidence: Evidence): string[] {
  const { entries, journals, regionRows, nationRows, contradictions } = evidence;
  const causes = new Set(entries.map(({ cause }) => cause));
  const rows = [...regionRows].flatMap(([region, own]) => [
    ...unlikeRows(`${region} ledger, then region:`, rowsOf(entries, region), own), ...unlikeRows(region, own, nationRows.get(region)),
  ]);
  return [...journals.flatMap((journal) => twiceIn(journal, causes)), ...rows, ...contradictions];
}

/** Positions and versions without a gap, and what was answered before another was sent stands before it. */
function disorderIn({ name, commits }: FoundJournal, entries: readonly Entry[]): string[] {
  const versions = new Map<string, number>();
  const gaps = commits.flatMap(({ position, stream, from, version }, at) => {
    const expected = versions.get(stream) ?? 0;
    versions.set(stream, version);
    return [...(position === at + 1 ? [] : [`${name}: position ${position} is number ${at + 1}`]), ...(from === expected ? [] : [`${name}: ${stream} goes from ${expected} to ${from}`])];
  });
  const ours = entries.filter((entry) => journalOf(entry) === name && entry.answer === 'acknowledged' && !entry.gone);
  const swapped = [...Map.groupBy(ours, ({ stream }) => stream).values()].flatMap((all) => {
    const late = [...all].sort((a, b) => (b.version ?? 0) - (a.version ?? 0));
    let earliestAnswer = Infinity;
    return late.flatMap((entry) => {
      const isLate = entry.sentAt > earliestAnswer;
      earliestAnswer = Math.min(earliestAnswer, entry.answeredAt ?? Infinity);
      return isLate ? [`${named(entry)}: sent after a later version of its stream was answered`] : [];
    });
  });
  return [...gaps, ...swapped];
}

/** The nation hears each stream forward, unless it says that the region went back. */
function disorderHeard(heard: readonly FoundHeard[]): string[] {
  return [...Map.groupBy(heard, ({ peer, stream }) => `${peer}/${stream}`)].flatMap(([name, all]) => all.flatMap(({ sequence, kind }, at) => {
    const before = all[at - 1];
    return kind === 'heard' && before && before.kind !== 'withdrawn' && sequence <= before.sequence ? [`nation/collector: ${name} heard ${sequence} after ${before.sequence}`] : [];
  }));
}

const isAscending = (numbers: readonly number[]): boolean => numbers.every((one, at) => at === 0 || one > (numbers[at - 1] ?? 0));

/**
 * At least once, in order. A repeat is no disorder: what is new comes after all before it, and right after the latest of them. Of what is
 * older than the first, the first time may have been let go by the bus, which keeps the latest of each stream: it too leads back to the latest.
 */
function isForward(given: readonly number[]): boolean {
  const [first = 0] = given;
  const latestBefore = (at: number): number => Math.max(...given.slice(0, at));
  return isAscending([...new Set(given)].filter((sequence) => sequence >= first))
    && given.every((sequence, at) => at === 0 || sequence <= latestBefore(at) || given[at - 1] === latestBefore(at));
}

const disorderOnBus = ({ buses }: Evidence): string[] => buses.flatMap(({ name, given, said }) => [
  ...(isForward(given) ? [] : [`${name}: ${given.join(' ')}`]),
  ...((given.at(-1) ?? 0) === said ? [] : [`${name}: the bus ends with ${given.at(-1) ?? 'nothing'}, the journal with ${said}`]),
]);

/** Judges a run. Pure: given false evidence, it says so (check.test.ts). */
export function check(evidence: Evidence): Verdict {
  const { entries, journals, heard, states, held, outOfOrder, endedAlone, unreported, troubles } = evidence;
  return {
    lost: lostOf(evidence),
    twice: twiceOf(evidence),
    disagree: [...states].flatMap(([region, { here, there }]) => (here === there && here !== '' ? [] : [`${region}: collector ${here}, gate ${there}`])),
    unverified: journals.flatMap(({ name, faults, witnessed }) => [...faults.map((fault) => `${name}: ${fault}`), ...(witnessed || name.startsWith('nation/') || name.endsWith('/gate') ? [] : [`${name}: without witness`])]),
    order: [...journals.flatMap((journal) => disorderIn(journal, entries)), ...disorderHeard(heard), ...disorderOnBus(evidence), ...outOfOrder],
    hands: [...endedAlone, ...troubles],
    parked: [...held],
    unreported: [...unreported],
  };
}
