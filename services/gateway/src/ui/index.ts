/**
 * The parts that pages are made of. A page is a pure function from a view model to `Html`:
 *
 *   const contractsPage = (model): Html => page({ title, lead, user, instance, nav, breadcrumb, body: html`…` });
 *   response.type('html').send(render(contractsPage(model)));
 *
 * Templates
 *   html`…${content}`                  escapes texts, numbers; arrays are shown one after the other; undefined, null, false show nothing
 *   render(html): string · attributes({ id, disabled: true }) · classes(…) · join(contents, separator) · safeUrl(address)
 *   No `style=`, no `on…=`, no <script>, no <style>: the content policy is 'self'. Attribute values always between double quotes.
 *
 * Page
 *   page({ title, lead?, aside?, user?, instance, nav, breadcrumb?, notice?, body, atDate? })   one h1 (the title); begin at h2
 *   section(id, title, body) · anchors([{ id, text }]) · tabs(label, [{ href, text, current? }]) · disclosure(summary, body, open?)
 *   keyFigures([{ figure, text, href?, note? }]) · tasks([{ href, text, badge?, detail? }])
 *
 * Words and values
 *   badge({ tone, text, date?: { on, word? } })        tones: success info warning error new neutral
 *   value(Value, href?)                                Value: number(12, decimals?) · missing · notApplicable · masked (with { kind, reason } to say why)
 *   tip(shown, explanation) · progress({ id, done, of, what }) · freshness({ what, at, now, staleAfterHours? }) · sourceNote(…parts)
 *   definitions([{ term, value }]) · history([{ at, who, did, reason? }], timeZone) · downloads([{ href, text, detail?, bytes? }])
 *   alert(tone, title, body?) · callout(title, body) · emptyState({ title, what, who, action? })
 *   valueText · percent(share) · share(part, whole) · shortDate · moment(at, zone) · clock(at, zone) · ago(at, now) · inDays(day, today) · ofRegion(name) · fileSize(bytes)
 *
 * Doing
 *   checklist(title, [{ state, rule, article?, finding?, todo? }]) · blocked(rules)     states: met notMet warned overridden notApplicable
 *   action({ id, text, to: { href } | Posting, impossible?, look? }) · actions(…buttons)
 *   confirmation({ …Posting, effect, summary, before?, fields?, confirm, cancelHref })  the body of a summary page
 *   Posting = { action, csrf, cause, hidden? }; sent as `_csrf` (csrfField) and `_cause` (causeField)
 *
 * Forms
 *   form({ …Posting, body, submit, cancel?, multipart? }) · errorSummary(refusal.details, refusal.message?, fields?) · errorFor(details, name)
 *   textField · dateField · textArea · selectField · radioField · checkboxesField · checkboxField (sends `oui`) · fileField · fieldGroup(legend, body)
 *   each ({ name, label, hint?, error?, optional?, value? … }); required unless `optional`; `value` is what was typed
 *   filters({ action, fields, kept?, active? })        GET; names as in the address
 *
 * Tables
 *   table({ id, caption, columns: [{ key, head, unit?, numeric?, sortable?, cell }], rows, noun: ['contrat', 'contrats'],
 *           address?, sort?, total?, page?, csvHref?, totals?, empty? }) · plainTable(…) · pagination({ address, page, total })
 *   readQuery(query, sortableKeys) → { sort, page, from, limit }    the address says `tri=nom`, `tri=-nom`, `page=2`; 50 a page
 *   withQuery({ path, query }, changes): string
 *
 * Charts (each draws, gives its table, and takes { id, title, description, notes? })
 *   bars({ …, bars: [{ label, value, target?, href?, mine? }], unit?, max? }) · dots(same) · lines({ …, series, target?, unit? }) (six series at most)
 *   multiples(same) · sparkline({ …, series }) · tileMap({ …, figures: [{ code, figure, bucket?, href, connected, detail? }], measure, legend, detailHead? })
 *   bucketOf(value, thresholds) · barsTable · linesTable · mapTable
 *
 * Entry grid
 *   entryGrid(EntryGrid): Html · unanswered(row)       one POST form; the `reprendre` button sends a line's id
 *   readGrid(body, [{ id, outline: keys }]) → PostedRow[] · meaningOf(typed) → number, missing, notApplicable, unanswered or error
 *   A request that accepts `application/json` comes from app.js: its `lignes` are the lines to save, it carries a cause of its own; answer with SavedRows,
 *   or with a status from 400 on and { message }.
 *
 * Serving: loadAssets() → { folders: [{ url, folder }], texts: [{ url, type, text }] }
 */
export { notOffered, offered } from './offered.ts';
export { attributes, classes, html, join, nothing, render, safeUrl } from './html.ts';
export type { Content, Html } from './html.ts';
export * from './address.ts';
export * from './assets.ts';
export * from './charts/bars.ts';
export * from './charts/dots.ts';
export * from './charts/lines.ts';
export * from './charts/map.ts';
export * from './charts/small.ts';
export type { ChartModel } from './charts/frame.ts';
export type { Series } from './charts/series.ts';
export * from './components/action.ts';
export * from './components/alert.ts';
export * from './components/badge.ts';
export * from './components/checklist.ts';
export * from './components/choices.ts';
export * from './components/definitions.ts';
export * from './components/downloads.ts';
export * from './components/empty.ts';
export * from './components/errors.ts';
export { dateField, errorFor, fieldId, fileField, textArea, textField } from './components/fields.ts';
export type { Field, TextField } from './components/fields.ts';
export * from './components/filters.ts';
export * from './components/form.ts';
export * from './components/history.ts';
export * from './components/pagination.ts';
export * from './components/progress.ts';
export * from './components/section.ts';
export * from './components/table.ts';
export * from './components/values.ts';
export * from './grid/index.ts';
export * from './layout.ts';
export * from './model.ts';
export * from './numbers.ts';
