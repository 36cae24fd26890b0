import { fold, instant, isDay, type Day } from '@cpom/kernel';
import type { LinkState } from '@cpom/proto/collector/v1/events';
import type { ContractState } from '@cpom/proto/contracts/v1/events';
import type { RuleResult } from '@cpom/proto/contracts/v1/facts';
import type { OrganisationState } from '@cpom/proto/directory/v1/events';
import type { IndicatorCatalogueState, PublicValue, SubmissionState } from '@cpom/proto/indicators/v1/events';
import type { HeardRow } from '../views.ts';
import { alike } from './alike.ts';
import { dated, lastDay, type IndicatorMeta, type Known, type KnownCatalogue, type KnownContract, type KnownLink, type KnownOrganisation, type KnownSubmission, type KnownValue, type Shape, type Span } from './known.ts';

/** A stored row with its stream. */
export interface Stored {
  readonly stream: string;
  readonly doc: HeardRow;
}

/** Turns rows into what is computed with. Keeps one copy of what many values say alike, and one reader of dates. */
export interface Parser {
  contract(row: Stored): KnownContract;
  organisation(row: Stored): KnownOrganisation;
  submission(row: Stored): KnownSubmission;
  catalogue(row: Stored): KnownCatalogue;
  link(row: Stored): KnownLink;
}

const known = ({ stream, doc }: Stored): Known => ({ stream, region: doc.region, dataAt: doc.time });

function contract(row: Stored, ruleOf: (result: RuleResult) => RuleResult): KnownContract {
  const said = row.doc.state as ContractState;
  const state: ContractState = { ...said, rules: said.rules.map(ruleOf) };
  const spans = state.intervals.map(({ status, from, to, flags }): Span => ({ status, flags, from: from as Day, to: to === '' ? undefined : to as Day }));
  return {
    ...known(row), id: state.id, state, spans,
    active: spans.filter(({ status }) => status === 'active'),
    expiry: dated(state.expiresOn), lastExpiry: lastDay(state.expiresOn), signedOn: dated(state.signedOn),
    searched: fold([state.reference, state.title, state.commonReference, ...state.services].join(' ')),
  };
}

function organisation(row: Stored): KnownOrganisation {
  const state = row.doc.state as OrganisationState;
  const words = state.names.flatMap(({ name, shortName }) => [name, shortName]);
  const names = state.names.map((name) => ({ ...name, folded: fold(name.name) }));
  return { ...known(row), id: state.id, state, names, searched: fold([state.id, ...words, ...state.aliases].join(' ')) };
}

/** The day of a date or of an instant, in the nation's time zone; nothing for an empty text. */
function dayReader(timeZone: string): (text: string) => Day | undefined {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (text) => {
    if (text.length <= 10) return lastDay(text);
    const moment = new Date(text);
    const read = Number.isNaN(moment.getTime()) ? '' : format.format(new Date(instant(moment)));
    return isDay(read) ? read : undefined;
  };
}

function metaKeeper(): (value: PublicValue) => IndicatorMeta {
  const kept = new Map<string, IndicatorMeta>();
  return ({ indicator, indicatorVersion, coreCode, label, unit, theme, kind, disclosure }) => {
    const key = `${indicator}\n${indicatorVersion}\n${coreCode}\n${label}\n${unit}\n${theme}\n${kind}\n${disclosure}`;
    const meta = kept.get(key) ?? { id: kept.size, code: indicator, version: indicatorVersion, core: coreCode, label, unit, theme, kind, disclosure };
    kept.set(key, meta);
    return meta;
  };
}

function shapeKeeper(): (values: readonly PublicValue[]) => Shape {
  const metaOf = metaKeeper();
  const kept = new Map<string, Shape>();
  return (values) => {
    const metas = values.map(metaOf);
    const key = metas.map(({ id }) => id).join();
    const shape = kept.get(key) ?? metas;
    kept.set(key, shape);
    return shape;
  };
}

const valueOf = ({ state, number, numerator, denominator, target, explanation }: PublicValue, textOf: (text: string) => string): KnownValue =>
  ({ state: textOf(state), number, numerator, denominator, target, explanation: textOf(explanation) });

export function createParser(timeZone: string): Parser {
  const [dayOf, shapeOf] = [dayReader(timeZone), shapeKeeper()];
  const [textOf, ruleOf] = [alike<string>((text) => text), alike<RuleResult>((result) => JSON.stringify(result))];
  return {
    contract: (row) => contract(row, ruleOf),
    organisation,
    submission: (row) => {
      const { region: _region, period, values, dueOn, firstSubmittedAt, submittedAt, approvedAt, ...rest } = row.doc.state as SubmissionState;
      return {
        ...rest, ...known(row),
        label: period?.label ?? rest.campaign, from: (period?.from ?? '') as Day, to: (period?.to ?? '') as Day,
        dueOn: lastDay(dueOn), submittedOn: dayOf(firstSubmittedAt) ?? dayOf(submittedAt), approvedOn: dayOf(approvedAt), 
        shape: shapeOf(values), values: values.map((value) => valueOf(value, textOf)),
      };
    },
    catalogue: (row) => ({ ...known(row), indicators: (row.doc.state as IndicatorCatalogueState).indicators }),
    link: (row) => ({ ...known(row), firstHeardAt: (row.doc.state as LinkState).firstHeardAt }),
  };
}
