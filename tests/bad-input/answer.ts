import { saidBy } from '../support/forms.ts';

/** What only a programmer should ever read. */
const inner = /\bat (?:async )?\S+ \(|file:\/\/|node_modules|node:internal|\.ts:\d+|(?:Type|Range|Reference|Syntax|Zod)Error|SQLITE|UNKNOWN:|INTERNAL:|\[object Object\]|\bundefined\b|\bNaN\b/;
/** Libraries' own words. */
const english = /\b(?:Invalid|Expected|Required|Unexpected|Cannot|must be|not found|Bad Request|Forbidden|Unauthorized)\b/;
/** What a script would look like if it were not shown as text. */
const live = /<script>alert|<img src=x|" onfocus="alert/;

/** What is wrong with an answer to something bad: undefined when nothing is. */
export function wrongWith(answer: { readonly status: number; readonly text: string; readonly isRefused?: boolean }): string | undefined {
  const { status, text, isRefused = false } = answer;
  const said = text.startsWith('{') ? text : saidBy(text);
  if (status >= 500) return `answered ${status}: ${said.slice(0, 120)}`;
  if (isRefused && (status < 400 || status === 429)) return `was not refused: ${status}`;
  if (inner.test(said)) return `shows its inside: ${inner.exec(said)?.[0] ?? ''}`;
  if (status >= 400 && english.test(said)) return `speaks English: ${english.exec(said)?.[0] ?? ''}`;
  if (/<main/.test(text) && live.test(/<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '')) return `shows a script as it came: ${live.exec(text)?.[0] ?? ''}`;
  return undefined;
}

/** The complaints of many tries, each with what was tried. */
export const complaintsOf = (tries: readonly { readonly what: string; readonly wrong: string | undefined }[]): readonly string[] =>
  tries.flatMap(({ what, wrong }) => (wrong === undefined ? [] : [`${what}: ${wrong}`]));
