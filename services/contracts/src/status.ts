import { addDays, addMonths, earliest, frenchDate, latest, precision, type Day, type LegalDate } from '@cpom/kernel';
import type { StatusInterval } from '@cpom/proto/contracts/v1/facts';
import type { Contract } from './contract.ts';
import { effectiveFrom, expiresOn, isSigned, known, signedOn } from './reading.ts';

/** What a contract is in law on a day. `none`: it had not begun. */
export interface Status {
  readonly status: string;
  readonly flags: readonly string[];
}

/** A contract is concluded for at most five years (D.4622-47). */
export const longestMonths = 60;

interface Span {
  readonly effect: LegalDate;
  readonly signed: LegalDate;
  /** The last day in force. */
  readonly end: Day;
  readonly expiry: LegalDate | undefined;
  readonly provisional: boolean;
}

/**
 * An expiry « to fit the next generation » does not end the contract by itself: it goes on, flagged, as long as the law lets it
 * (five years). So does a contract of which no expiry is known.
 */
function spanOf(contract: Contract): Span | undefined {
  const [signed, effect, expiry] = [signedOn(contract), effectiveFrom(contract), expiresOn(contract)];
  if (!isSigned(contract) || signed === undefined || effect === undefined) return undefined;
  const { provisional } = contract.term;
  const bound = addMonths(latest(effect), longestMonths);
  const end = expiry === undefined ? bound : latest(expiry);
  return { effect, signed, expiry, provisional, end: provisional && bound > end ? bound : end };
}

function flagsOf(span: Span, on: Day): string[] {
  const passed = span.provisional && span.expiry !== undefined && on > latest(span.expiry);
  const openEnd = span.expiry !== undefined && !span.provisional && precision(span.expiry) !== 'day' && on > earliest(span.expiry);
  const uncertain = on < latest(span.effect) || openEnd || (span.expiry === undefined && on > addMonths(earliest(span.effect), longestMonths));
  const early = on < earliest(span.signed);
  return [...(passed ? ['provisional-expiry-passed'] : []), ...(early ? ['not-yet-signed'] : []), ...(uncertain ? ['uncertain'] : [])];
}

function stageOn(contract: Contract, on: Day): string {
  const reached = contract.stages.filter((entry) => entry.stage !== 'signed' && earliest(known(entry.on) ?? on) <= on);
  return reached.at(-1)?.stage ?? 'none';
}

/** The contract's status on a day, by its legal dates alone; a date known to the year counts from its first to its last day. */
export function statusOn(contract: Contract, on: Day): Status {
  const span = spanOf(contract);
  if (span === undefined) return { status: stageOn(contract, on), flags: [] };
  if (on > span.end) return { status: 'expired', flags: [] };
  if (on >= earliest(span.effect)) return { status: 'active', flags: flagsOf(span, on) };
  return on >= earliest(span.signed) ? { status: 'not-in-force', flags: [] } : { status: stageOn(contract, on), flags: [] };
}

/** Every day on which the status or a flag may change. */
function boundaries(contract: Contract): Day[] {
  const span = spanOf(contract);
  const stages = contract.stages.flatMap((entry) => known(entry.on) ?? []).map(earliest);
  if (span === undefined) return stages;
  const after = (day: Day): Day => addDays(day, 1);
  const { effect, signed, expiry, end } = span;
  const expiries = expiry === undefined ? [after(addMonths(earliest(effect), longestMonths))] : [after(earliest(expiry)), after(latest(expiry))];
  return [...stages, earliest(effect), latest(effect), earliest(signed), ...expiries, after(end)];
}

const same = (left: StatusInterval, right: StatusInterval): boolean =>
  left.status === right.status && left.flags.join() === right.flags.join();

/** The statuses in the order of time, without gap from the first day of the contract; the last one is without end. */
export function intervalsOf(contract: Contract): StatusInterval[] {
  const days = [...new Set(boundaries(contract))].sort();
  const cut = days.map((from, index): StatusInterval => {
    const { status, flags } = statusOn(contract, from);
    const next = days[index + 1];
    return { status, from, to: next === undefined ? '' : addDays(next, -1), flags: [...flags] };
  });
  return cut.filter((one) => one.status !== 'none').reduce<StatusInterval[]>((merged, one) => {
    const last = merged.at(-1);
    return last !== undefined && same(last, one) ? [...merged.slice(0, -1), { ...last, to: one.to }] : [...merged, one];
  }, []);
}

const stageTexts: Readonly<Record<string, string>> = {
  none: 'Pas encore commencé', draft: 'Brouillon', negotiation: 'En négociation', consultation: 'En consultation',
  validated: 'Validé, à mettre à la signature', signing: 'En cours de signature', abandoned: 'Abandonné',
};

/** The dates that a status text names. */
export interface StatusDates {
  readonly effectiveFrom: LegalDate | undefined;
  readonly expiresOn: LegalDate | undefined;
}

/** The status in words: « En vigueur jusqu'au 31/12/2026 ». */
export function statusText({ status, flags }: Status, dates: StatusDates): string {
  const expiry = dates.expiresOn === undefined ? '' : frenchDate(dates.expiresOn);
  const until = dates.expiresOn !== undefined && precision(dates.expiresOn) === 'day' ? `jusqu'au ${expiry}` : `jusqu'en ${expiry}`;
  if (status === 'not-in-force') return `Signé, prend effet le ${dates.effectiveFrom === undefined ? '' : frenchDate(dates.effectiveFrom)}`;
  if (status === 'expired') return expiry === '' ? 'Échu' : `Échu (${expiry})`;
  if (status !== 'active') return stageTexts[status] ?? status;
  if (flags.includes('provisional-expiry-passed')) return `En vigueur, échéance provisoire dépassée (${expiry})`;
  return expiry === '' ? 'En vigueur, échéance non connue' : `En vigueur ${until}`;
}
