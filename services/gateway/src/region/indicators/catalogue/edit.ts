import { AdoptCoreRequest, DefineIndicatorRequest, Indicator, ListIndicatorsRequest, ReviseIndicatorRequest } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import { checkboxField, dateField, fieldGroup, html, selectField, textArea, textField, type Html } from '../../../ui/index.ts';
import type { TypedGroup } from '../../../web/fields.ts';
import { day, decimal, optional, optionalText, text } from '../../../web/inputs.ts';
import type { RegionRoute, RegionVisit } from '../../calls.ts';
import { indicatorThemes, reporters, units } from '../../campaigns/words.ts';
import { routesOf } from '../../contracts/act/routes.ts';
import { box, input } from '../../contracts/act/shown.ts';
import type { Shown } from '../../contracts/act/types.ts';
import { optionsOf, type Words } from '../../contracts/words.ts';
import { disclosures, hrefOf, keepers, kinds, listTrail, relations, severities } from '../words.ts';
import { versionsOf } from './one.ts';

const shape = {
  label: text(300), unit: text(30), theme: text(20), kind: text(20), reporter: text(20), relation: optionalText(20), parent: optionalText(40), severity: text(20), outline: optionalText(2000),
  numerator: optionalText(40), denominator: optionalText(40), denominatorPrevious: z.literal('oui').optional(), factor: optional(decimal()),
  disclosure: text(30), disaggregation: optionalText(300), coreCode: optionalText(40),
};
const defining = z.object({ code: text(40), ...shape, validFrom: optional(day()) });
const revising = z.object({ ...shape, validFrom: day(), reason: text(2000) });

const select = (shown: Shown, name: string, label: string, words: Words, more: { readonly hint?: string; readonly prompt?: string; readonly optional?: boolean } = {}): Html =>
  selectField({ ...input(shown, name), label, options: optionsOf(words), ...more });

const fields = (shown: Shown): Html => html`
  ${fieldGroup('Ce qu’il mesure', html`${textField({ ...input(shown, 'label'), label: 'Libellé', maxlength: 300 })}${select(shown, 'theme', 'Thème', indicatorThemes, { prompt: 'Choisir un thème' })}${select(shown, 'unit', 'Unité', units, { prompt: 'Choisir une unité' })}
    ${select(shown, 'kind', 'Nature', kinds)}${select(shown, 'reporter', 'Rempli par', reporters)}${textField({ ...input(shown, 'disaggregation'), label: 'Peut être ventilé par', hint: 'En mots : sexe, âge, NAF', optional: true })}`)}
  ${fieldGroup('Sa place dans l’arbre', html`${select(shown, 'relation', 'Relation à la ligne du dessus', relations, { prompt: 'Aucune : ligne de premier niveau', optional: true })}
    ${textField({ ...input(shown, 'parent'), label: 'Code de la ligne du dessus', optional: true, width: 'medium' })}${select(shown, 'severity', 'Si la ligne dépasse celle du dessus', severities, { hint: 'Ne bloquez que si période et population sont les mêmes' })}`)}
  ${fieldGroup('Texte ou calcul', html`${textArea({ ...input(shown, 'outline'), label: 'Rubriques du texte', hint: 'Une par ligne ; pour une analyse qualitative qui doit répondre à des rubriques', optional: true, rows: 4 })}
    ${textField({ ...input(shown, 'numerator'), label: 'Code du numérateur', hint: 'Pour un indicateur calculé seulement', optional: true, width: 'medium' })}${textField({ ...input(shown, 'denominator'), label: 'Code du dénominateur', optional: true, width: 'medium' })}
    ${checkboxField({ ...box(shown, 'denominatorPrevious'), label: 'Le dénominateur est celui de la période précédente' })}${textField({ ...input(shown, 'factor'), label: 'Facteur', hint: '100 pour un pourcentage, 1 000 pour un taux pour mille', optional: true, width: 'short', inputmode: 'decimal' })}`)}
  ${fieldGroup('Socle national et secret', html`${textField({ ...input(shown, 'coreCode'), label: 'Code du socle national', hint: html`Ce que la DGT additionne. <a href="/indicateurs?vue=socle">Voir le socle</a>`, optional: true, width: 'medium' })}${select(shown, 'disclosure', 'Secret statistique', disclosures)}`)}`;

type Filled = z.output<z.ZodObject<typeof shape>>;

const keyed = (label: string, index: number): { key: string; label: string } => ({ key: `r${index + 1}`, label });

/** The indicator that the form describes; the headings that the former version already had keep their keys. */
function indicatorOf(filled: Filled, more: { readonly code: string; readonly validFrom: string; readonly former?: Indicator }): Indicator {
  const { numerator, denominator, denominatorPrevious, factor, outline, ...rest } = filled;
  const labels = (outline ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const known = more.former?.outline ?? [];
  return Indicator.fromPartial({
    ...rest, relation: rest.relation ?? '', parent: rest.parent ?? '', disaggregation: rest.disaggregation ?? '', coreCode: rest.coreCode ?? '', code: more.code, validFrom: more.validFrom,
    textParent: more.former?.textParent ?? '', origin: more.former?.origin ?? 'saisie', outline: labels.map((label, index) => known.find((one) => one.label === label) ?? keyed(label, known.length + index)),
    ...(numerator === undefined && denominator === undefined ? {} : { ratio: { numerator: numerator ?? '', denominator: denominator ?? '', denominatorPrevious: denominatorPrevious === 'oui', factor: factor ?? 1 } }),
  });
}

const filledFrom = (one: Indicator): TypedGroup => ({
  label: one.label, unit: one.unit, theme: one.theme, kind: one.kind, reporter: one.reporter, relation: one.relation, parent: one.parent, severity: one.severity || 'block', outline: one.outline.map(({ label }) => label).join('\n'),
  numerator: one.ratio?.numerator ?? '', denominator: one.ratio?.denominator ?? '', ...(one.ratio?.denominatorPrevious ? { denominatorPrevious: 'oui' } : {}), factor: one.ratio ? String(one.ratio.factor) : '',
  disclosure: one.disclosure, disaggregation: one.disaggregation, coreCode: one.coreCode,
});

const define = routesOf<undefined, typeof defining>({
  path: '/indicateurs/definir', access: keepers, load: () => Promise.resolve(undefined), title: () => 'Définir un indicateur', trail: () => listTrail, schema: () => defining, submit: 'Définir l’indicateur',
  lead: () => 'Un indicateur propre à la région. Rattachez-le au socle national quand il mesure la même chose.',
  first: () => ({ kind: 'activity', reporter: 'spsti', severity: 'block', disclosure: 'none' }),
  fields: (_about, shown) => html`${textField({ ...input(shown, 'code'), label: 'Code', hint: 'Des lettres majuscules, un tiret, un numéro : REG-01', width: 'medium' })}${fields(shown)}
    ${dateField({ ...input(shown, 'validFrom'), label: 'S’applique à partir du', full: true, optional: true, hint: 'Au format 01/01/2027 ; sans limite si rien n’est saisi' })}`,
  send: async (_about, { code, validFrom = '', ...filled }, { visit, cause }) => {
    const { position } = await visit.calls.indicators.defineIndicator(DefineIndicatorRequest.fromPartial({ cause, indicator: indicatorOf(filled, { code, validFrom }) }));
    return { position, to: hrefOf(code), what: 'defini' };
  },
});

const lastOf = async (visit: RegionVisit, asked: Parameters<typeof versionsOf>[1]): Promise<Indicator> => { const versions = await versionsOf(visit, asked); return versions.at(-1) ?? versions[0]; };

const revise = routesOf<Indicator, typeof revising>({
  path: '/indicateurs/:code/revision', access: keepers, load: lastOf, title: ({ code }) => `Nouvelle version de ${code}`, submit: 'Enregistrer la nouvelle version', schema: () => revising,
  lead: () => 'La version en vigueur s’arrête la veille ; les valeurs déjà données gardent son sens.', trail: ({ code, label }) => [...listTrail, { href: hrefOf(code), text: label }], first: filledFrom,
  fields: (_about, shown) => html`${fields(shown)}${dateField({ ...input(shown, 'validFrom'), label: 'S’applique à partir du', full: true })}${textArea({ ...input(shown, 'reason'), label: 'Motif', hint: 'Reste à côté de la série : avenant, précision de la DGT…', rows: 3 })}`,
  send: async (former, { validFrom, reason, ...filled }, { visit, cause }) => {
    const { position } = await visit.calls.indicators.reviseIndicator(ReviseIndicatorRequest.fromPartial({ cause, reason, indicator: indicatorOf(filled, { code: former.code, validFrom, former }) }));
    return { position, to: hrefOf(former.code), what: 'revise' };
  },
});

interface Adoption {
  readonly known: number;
  readonly missing: readonly Indicator[];
}

const adopting = z.object({});

const adopt = routesOf<Adoption, typeof adopting>({
  path: '/indicateurs/socle', access: keepers, title: () => 'Reprendre le socle national', trail: () => listTrail, schema: () => adopting, submit: 'Reprendre ces indicateurs', fields: () => html``,
  load: async (visit) => {
    const [core, own] = await Promise.all([visit.calls.indicators.listIndicators(ListIndicatorsRequest.fromPartial({ core: true })), visit.calls.indicators.listIndicators(ListIndicatorsRequest.fromPartial({ allVersions: true }))]);
    const codes = new Set(own.indicators.map(({ code }) => code));
    return { known: core.indicators.filter(({ code }) => codes.has(code)).length, missing: core.indicators.filter(({ code }) => !codes.has(code)) };
  },
  effect: ({ known, missing }) => ({
    effect: missing.length === 0 ? 'Le catalogue de la région tient déjà tout le socle : rien ne changera.' : 'Ces indicateurs entreront dans le catalogue de la région, rattachés au socle. Ceux qui y sont déjà ne changent pas.',
    summary: [{ term: 'Déjà dans le catalogue', value: known }, { term: 'À reprendre', value: missing.length }, { term: 'Codes', value: missing.map(({ code }) => code).join(', ') || '—' }],
  }),
  send: async (_about, _value, { visit, cause }) => {
    const { position } = await visit.calls.indicators.adoptCore(AdoptCoreRequest.fromPartial({ cause }));
    return { position, to: '/indicateurs', what: 'socle' };
  },
});

/** Forms about the catalogue. */
export const editRoutes: readonly RegionRoute[] = [...define, ...adopt, ...revise];
