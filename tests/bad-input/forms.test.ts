import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openChromium } from '../browser/browser.ts';
import { draftWithDocument } from '../browser/draft.ts';
import { newEye } from '../browser/look.ts';
import { crawl, patient, type Patient } from '../support/crawl.ts';
import { filled, isTyped } from '../support/fill.ts';
import { formsOf, type Field } from '../support/forms.ts';
import { shapes, type SiteName } from '../support/shapes.ts';
import { complaintsOf, wrongWith } from './answer.ts';
import { formRoutes, foundForms, type FoundForm } from './found-forms.ts';
import { startTriedSite, type TriedSite } from './site.ts';

type Pairs = readonly (readonly [string, string])[];

/** Forms that no page of the demonstration shows, each with its reason. */
const notShown: Readonly<Record<string, string>> = {
  'nation /annuaire/:id/agrement': 'the nation keeps no service in its directory: regions do', 'nation /annuaire/:id/effectif': 'the same', 'nation /annuaire/:id/fusion': 'the same',
  'nation /collecte/reprendre': 'nothing is held aside on a demonstration that goes well',
  'centre /import/documents': 'it follows a file: see files.test.ts', 'centre /import/confirmer': 'the same',
};

let tried: TriedSite;
let forms: readonly FoundForm[] = [];
const showing: { readonly site: SiteName; readonly path: string }[] = [];
beforeAll(async () => {
  tried = await startTriedSite();
  const draft = await draftWithDocument(tried.demo.centre);
  forms = [...(await foundForms('nation', tried.demo.nation, [])), ...(await foundForms('centre', tried.demo.centre, [`/contrats/${draft}`]))];
}, 120_000);
afterAll(() => tried.stop());

const hands = new Map<string, Patient>();
const handOf = ({ site, account }: FoundForm): Patient => {
  const known = hands.get(`${site} ${account}`) ?? patient(tried.demo[site], account);
  hands.set(`${site} ${account}`, known);
  return known;
};

const everything = async (site: SiteName, account: string): Promise<readonly { readonly site: SiteName; readonly path: string; readonly html: string }[]> =>
  (await crawl(tried.demo[site], account, shapes[site], 12)).found.map(({ path, html }) => ({ site, path, html }));

/** As it stands, without the token of another session. */
const usual = ({ form }: FoundForm): Pairs => filled(form, ({ value, isDate }) => value || (isDate ? '01/03/2026' : 'abc')).filter(([name]) => name !== '_csrf');
const without = (pairs: Pairs, name: string): Pairs => pairs.filter(([field]) => field !== name);

async function send(one: FoundForm, pairs: Pairs): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await handOf(one).post(one.form.action, pairs);
  return { status: answer.status, text: await answer.text() };
}

/** Sends each form once for each way to spoil it; all must be refused, and nothing be stored. */
async function allRefused(ways: (one: FoundForm) => readonly { readonly what: string; readonly pairs: Pairs }[]): Promise<number> {
  const before = tried.stored();
  const tries = [];
  for (const one of forms) {
    for (const { what, pairs } of ways(one)) tries.push({ what: `${one.site} ${one.form.action} ${what}`, wrong: wrongWith({ ...(await send(one, pairs)), isRefused: true }) });
  }
  expect(complaintsOf(tries)).toEqual([]);
  expect(tried.stored()).toEqual(before);
  return tries.length;
}

test('given the lists of addresses, when the pages are walked, then every form is found on one', () => {
  const missing = (['nation', 'centre'] as const).flatMap((site) => formRoutes(site).filter((route) => !forms.some((one) => one.site === site && one.route === route)).map((route) => `${site} ${route}`));
  expect(missing.filter((route) => !(route in notShown))).toEqual([]);
  expect(Object.keys(notShown).filter((route) => !missing.includes(route))).toEqual([]);
});

describe('refused in French, nothing stored', () => {
  test('given any form with a field it does not have, an operator or a prototype', async () => {
    const names = ['inconnu', '$where', '__proto__[admin]', 'constructor', 'prototype[x]', 'a[b][c][d]', 'a[$ne]'];
    expect(await allRefused((one) => names.map((name) => ({ what: name, pairs: [...usual(one), [name, '1']] })))).toBeGreaterThan(250);
  }, 120_000);

  test('given any form in which a text is a group, comes twice, is too long or holds an invisible character', async () => {
    await allRefused((one) => one.form.fields.filter(isTyped).slice(0, 1).flatMap(({ name }) => {
      const others = without(usual(one), name);
      return [
        { what: `${name} as a group`, pairs: [...others, [`${name}[a]`, 'b']] as Pairs }, { what: `${name} in two shapes`, pairs: [...others, [name, 'a'], [`${name}[a]`, 'b']] as Pairs },
        { what: `${name} twice`, pairs: [...others, [name, 'abc'], [name, 'def']] as Pairs },
        { what: `${name} too long`, pairs: [...others, [name, 'a'.repeat(300_000)]] as Pairs }, { what: `${name} invisible`, pairs: [...others, [name, 'a\u0000b']] as Pairs },
      ];
    }));
  }, 120_000);

  test('given any form with a day that does not exist, or no day at all', async () => {
    expect(await allRefused((one) => one.form.fields.filter(({ isDate }) => isDate).flatMap(({ name }) =>
      ['31/02/2026', '2026-02-31', '29/02/2025', '32/01/2026', '01/13/2026', 'demain', '1'].map((day) => ({ what: `${name} ${day}`, pairs: [...without(usual(one), name), [name, day]] as Pairs }))))).toBeGreaterThan(100);
  }, 120_000);

  test('given any form with a number that is none', async () => {
    // The entry grid keeps the lines that can be kept: see numbers.test.ts.
    await allRefused((one) => one.form.fields.filter(({ isNumber, name }) => isNumber && !/^[vce]\./.test(name)).flatMap(({ name }) =>
      ['douze', '1e3', '0x10', 'Infinity', '--1', '1,2,3'].map((number) => ({ what: `${name} ${number}`, pairs: [...without(usual(one), name), [name, number]] as Pairs }))));
  }, 120_000);

  test('given any form with a choice outside its list', async () => {
    await allRefused((one) => [...new Set(one.form.fields.filter(({ kind, name }) => (kind === 'select' || kind === 'radio') && !/^[vce]\./.test(name)).map(({ name }) => name))].slice(0, 12).map((name) => ({
      what: `${name} of nowhere`, pairs: [...without(usual(one), name), [name, 'constructor']] as Pairs,
    })));
  }, 120_000);
});

const script = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}';
/** For texts that take no chevrons at all. */
const broken = '" onfocus="alert(1)" autofocus="{{7*7}}';
const plausible = ({ value, isDate, isNumber, kind }: Field): string => (value && !/[<"]/.test(value) ? value : isDate ? '01/03/2026' : isNumber ? '3' : kind === 'email' ? 'une.personne@exemple.fr' : 'abc');

/** What is typed the first time, and again where it was refused. */
function typing(round: number, field: Field): string {
  if (round === 0) return field.isDate || field.isNumber ? plausible(field) : script;
  if (!field.isWrong) return field.value;
  return round === 1 && !field.isDate && !field.isNumber ? broken : plausible(field);
}

/** Sends a script in every text that takes one; where it is refused, something else in its place. Follows a page that is read again before it is done. */
async function insist(one: FoundForm): Promise<{ readonly wrong: readonly string[]; readonly isStored: boolean }> {
  const wrong: string[] = [];
  let { form } = one;
  for (let round = 0; round < 6; round++) {
    const { status, text } = await send({ ...one, form }, filled(form, (field) => typing(round, field)).filter(([name]) => name !== '_csrf'));
    const found = wrongWith({ status, text });
    if (found !== undefined) wrong.push(`${one.site} ${one.form.action}: ${found}`);
    if (status === 303) return { wrong, isStored: true };
    const again = formsOf(text).find(({ action }) => action === one.form.action);
    if (!again) break;
    form = again;
  }
  return { wrong, isStored: false };
}

/** What takes away comes last, so that the other forms still have what they are about. */
const destroys = ({ route }: FoundForm): number => (/retrait|retirer|etapes|fusion|fin$|approbation/.test(route) ? 1 : 0);

describe('given a script in every text of every form', () => {
  const [wrong, stored] = [[] as string[], [] as string[]];
  beforeAll(async () => {
    for (const one of [...forms].sort((a, b) => destroys(a) - destroys(b))) {
      const result = await insist(one);
      wrong.push(...result.wrong);
      if (result.isStored) stored.push(one.route);
    }
  }, 120_000);

  test('when it is refused, then it is shown again as text; and what may be kept is kept', () => {
    expect(wrong).toEqual([]);
    expect(stored.length).toBeGreaterThan(20);
  });

  test('when all is read again, as pages, files and by the API, then it is text everywhere', async () => {
    const pages = [...(await everything('nation', 'demo-administrator-dgt')), ...(await everything('centre', 'demo-administrator-dreets-24'))];
    expect(complaintsOf(pages.map(({ path, html }) => ({ what: path, wrong: wrongWith({ status: 200, text: html }) })))).toEqual([]);
    showing.push(...pages.filter(({ html }) => /&lt;script>|onfocus=&quot;/.test(html)).map(({ site, path }) => ({ site, path })));
    expect(showing.length).toBeGreaterThan(8);
  }, 120_000);

  test('when a browser shows those pages, then no script runs and nothing is complained of', async () => {
    const browser = await openChromium();
    const found: string[] = [];
    for (const [site, account] of [['nation', 'demo-administrator-dgt'], ['centre', 'demo-administrator-dreets-24']] as const) {
      const eye = await newEye(browser);
      await eye.open(tried.demo[site], account);
      for (const { path } of showing.filter((one) => one.site === site).slice(0, 25)) found.push(...(await eye.complaintsAt(path)).map((one) => `${path}: ${one}`));
      await eye.close();
    }
    await browser.close();
    expect(found).toEqual([]);
  }, 120_000);

  test('when a list is taken away as a file, then no cell is a formula and no script is run by its name', async () => {
    const hand = patient(tried.demo.centre, 'demo-administrator-dreets-24');
    for (const path of ['/contrats/export.csv', '/annuaire.csv', '/indicateurs/export.csv', '/courriers/envois.csv', '/campagnes/export.csv', '/indicateurs/cibles/export.csv']) {
      const answer = await hand.get(path);
      const text = await answer.text();
      expect([path, answer.status, answer.headers.get('content-disposition')]).toEqual([path, 200, expect.stringMatching(/^attachment; filename\*=UTF-8''[\w.%-]+\.csv$/)]);
      expect([path, text.split('\r\n').slice(1).flatMap((line) => line.split(';')).filter((cell) => /^"?[=+@\t]/.test(cell))]).toEqual([path, []]);
    }
  });
});
