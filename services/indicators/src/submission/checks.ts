import { frenchNumber } from '@cpom/kernel';
import type { Indicator } from '../catalogue/definition.ts';
import { message, named, type CheckMessage } from './messages.ts';
import type { Cell } from './state.ts';
import { ancestors, byCode } from './tree.ts';
import { numberOf, sayValue, type Value } from './value.ts';

/** What the checks look at: the lines asked, what they hold, and the same lines a year before. */
export interface Checked {
  readonly lines: readonly Indicator[];
  readonly cells: ReadonlyMap<string, Pick<Cell, 'value'>>;
  readonly previous: ReadonlyMap<string, Value>;
}

interface Looked extends Checked {
  readonly known: ReadonlyMap<string, Indicator>;
  readonly partsOf: ReadonlyMap<string, readonly Indicator[]>;
  valueOf(code: string): Value | undefined;
}

/** Below this a jump is noise. */
const jumpFrom = 11;

function exceeds(look: Looked, line: Indicator, parent: Indicator, severity: Indicator['severity']): CheckMessage | undefined {
  const [child, whole] = [look.valueOf(line.code), look.valueOf(parent.code)];
  const [part, all] = [numberOf(child), numberOf(whole)];
  if (part === undefined || all === undefined || part <= all) return undefined;
  const rule = line.relation === 'partition' || line.relation === 'multi-choice' ? line.relation : 'subset';
  return message(line, rule, severity, `${named(child, line)} dépasse ${named(whole, parent)}.`, parent.code);
}

/** A "dont" never exceeds what it is part of, along the whole chain: one message a severity, the nearest. */
function inclusions(look: Looked, line: Indicator): CheckMessage[] {
  if (line.relation === '' || line.relation === 'twin') return [];
  const found: CheckMessage[] = [];
  let severity = line.severity;
  for (const above of ancestors(look.known, line)) {
    const here = above.code === line.textParent ? 'block' : severity;
    const said = exceeds(look, line, above, here);
    if (said && !found.some((other) => other.severity === said.severity)) found.push(said);
    if (above.relation === '' || above.relation === 'twin') break;
    if (above.severity === 'explain') severity = 'explain';
  }
  return found;
}

/** The parts of a partition make the whole; a difference asks why. A part alone is no partition: the others are not asked here. */
function partition(look: Looked, line: Indicator): CheckMessage[] {
  const parts = look.partsOf.get(line.code) ?? [];
  const numbers = parts.map((part) => numberOf(look.valueOf(part.code)));
  const whole = numberOf(look.valueOf(line.code));
  if (parts.length < 2 || whole === undefined || numbers.includes(undefined)) return [];
  const sum = numbers.reduce<number>((total, part) => total + (part ?? 0), 0);
  if (sum === whole) return [];
  const addition = numbers.map((part) => frenchNumber(part ?? 0)).join(' + ');
  return [message(line, 'partition', 'explain', `${addition} = ${frenchNumber(sum)}, et non ${named(look.valueOf(line.code), line)}.`, parts[0]?.code)];
}

/** Twins come both or not at all. */
function twin(look: Looked, line: Indicator): CheckMessage[] {
  const other = line.relation === 'twin' ? look.known.get(line.parent) : undefined;
  const [mine, its] = [look.valueOf(line.code), look.valueOf(line.parent)];
  if (!other || !mine || !its || mine.kind === 'empty' || its.kind === 'empty') return [];
  if ((mine.kind === 'number') === (its.kind === 'number')) return [];
  const text = `${named(mine, line)} à côté de ${named(its, other)} : l'un va avec l'autre.`;
  return [message(mine.kind === 'number' ? other : line, 'twin', 'explain', text, mine.kind === 'number' ? line.code : other.code)];
}

function jump(look: Looked, line: Indicator): CheckMessage[] {
  const [now, before] = [numberOf(look.valueOf(line.code)), numberOf(look.previous.get(line.code))];
  if (now === undefined || before === undefined || line.unit === 'boolean' || Math.max(now, before) < jumpFrom) return [];
  if (now <= before * 2 && now >= before / 2) return [];
  const how = now > before ? 'plus du double' : 'moins de la moitié';
  const text = `${sayValue({ kind: 'number', number: now })} contre ${sayValue({ kind: 'number', number: before })} un an plus tôt, ${how} : dites ce qui l'explique.`;
  return [message(line, 'jump', 'explain', text)];
}

function outline(look: Looked, line: Indicator): CheckMessage[] {
  const value = look.valueOf(line.code);
  if (value?.kind !== 'narrative' || '' in value.texts) return [];
  const left = line.outline.filter(({ key }) => (value.texts[key] ?? '').trim() === '');
  if (left.length === 0) return [];
  const text = `Il manque ${left.map(({ label }) => `« ${label} »`).join(', ')} : répondez, ou dites pourquoi non.`;
  return [message(line, 'outline', 'explain', text)];
}

const missingValue = (look: Looked, line: Indicator): CheckMessage[] =>
  look.valueOf(line.code)?.kind === 'missing' && line.reporter !== 'computed'
    ? [message(line, 'missing', 'explain', `« ${line.label} » est non renseigné : dites pourquoi.`)]
    : [];

const rules = [inclusions, partition, twin, jump, outline, missingValue];

/**
 * All that the checks say, line by line. Only an inclusion within the same period and the same cohort blocks;
 * the rest asks for an explanation (domain, 5).
 */
export function check(checked: Checked): readonly CheckMessage[] {
  const { lines, cells } = checked;
  const partsOf = Map.groupBy(lines.filter(({ relation }) => relation === 'partition'), ({ parent }) => parent);
  const look: Looked = { ...checked, known: byCode(lines), partsOf, valueOf: (code) => cells.get(code)?.value };
  const answered = lines.filter(({ code }) => (cells.get(code)?.value.kind ?? 'empty') !== 'empty');
  return answered.flatMap((line) => rules.flatMap((rule) => rule(look, line)));
}
