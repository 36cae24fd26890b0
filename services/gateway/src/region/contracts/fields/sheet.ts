import { ActionSheet, type Action, type Commitment, type SheetIndicator } from '@cpom/proto/contracts/v1/facts';
import { z } from 'zod';
import { choice, listOf, text } from '../../../web/inputs.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import { maybeChoice, maybeDate, maybeText, yes } from './inputs.ts';
import { linesOf, ticked, typedDate } from './organisations.ts';
import { strands, themes } from '../words.ts';

const long = () => maybeText(20_000);
const action = z.object({ letter: maybeText(5), text: long() });
const indicator = z.object({ code: maybeChoice(), wording: maybeText(1_000), action: maybeText(5), target: maybeText(200), hasTarget: yes() });
const commitment = z.object({ organisation: maybeChoice(), role: maybeChoice(), text: long(), means: long() });

export const sheetShape = {
  title: text(200), theme: choice(Object.keys(themes) as [string, ...string[]]), strand: choice(['', ...Object.keys(strands)] as unknown as [string, ...string[]]), aims: listOf(z.enum(['1', '2', '3', '4', '5', '6', '7']), 7),
  preamble: long(), objective: long(), targetPublic: long(), description: long(), references: long(), leadWording: maybeText(1_000), deadline: maybeDate(), perspectives: long(),
  actions: listOf(action, 60), indicators: listOf(indicator, 100), commitments: listOf(commitment, 60),
};

export type SheetValue = z.output<z.ZodObject<typeof sheetShape>>;

const saysSomething = (row: Readonly<Record<string, unknown>>, names: readonly string[]): boolean => names.some((name) => row[name] !== '' && row[name] !== false);

/** The sheet that the form describes: rows left empty are none. Its leads are named elsewhere. */
export const sheetOf = (value: SheetValue, former?: ActionSheet): ActionSheet => ActionSheet.fromPartial({
  id: former?.id ?? '', leads: former?.leads ?? [],
  title: value.title, theme: value.theme, strand: value.strand, aims: value.aims.map(Number), preamble: value.preamble, objective: value.objective, targetPublic: value.targetPublic,
  leadWording: value.leadWording, deadline: value.deadline,
  description: linesOf(value.description), references: linesOf(value.references), perspectives: linesOf(value.perspectives),
  actions: value.actions.filter((row) => saysSomething(row, ['letter', 'text'])),
  indicators: value.indicators.filter((row) => saysSomething(row, ['code', 'wording', 'target', 'hasTarget'])).map((row) => ({ ...row, hasTarget: row.hasTarget || row.target !== '' })),
  commitments: value.commitments.filter((row) => saysSomething(row, ['organisation', 'text', 'means'])),
});

const actionTyped = ({ letter, text: words }: Action): TypedGroup => ({ letter, text: words });
const indicatorTyped = ({ code, wording, action: of, target, hasTarget }: SheetIndicator): TypedGroup => ({ code, wording, action: of, target, hasTarget: ticked(hasTarget && target === '') });
const commitmentTyped = ({ organisation, role, text: words, means }: Commitment): TypedGroup => ({ organisation, role, text: words, means });

export const sheetTyped = (sheet: ActionSheet): TypedGroup => ({
  title: sheet.title, theme: sheet.theme, strand: sheet.strand, aims: sheet.aims.map(String), preamble: sheet.preamble, objective: sheet.objective, targetPublic: sheet.targetPublic,
  leadWording: sheet.leadWording, deadline: typedDate(sheet.deadline), description: sheet.description.join('\n'), references: sheet.references.join('\n'), perspectives: sheet.perspectives.join('\n'),
  actions: sheet.actions.map(actionTyped), indicators: sheet.indicators.map(indicatorTyped), commitments: sheet.commitments.map(commitmentTyped),
});
