import { day } from '@cpom/kernel';
import type { RuleResult } from '@cpom/proto/contracts/v1/facts';
import { after, moved, opinion, reached, recorded, refusal, world, type Told, type World } from '../kit.fixture.ts';
import { evaluateRules } from './evaluate.ts';

/** What rule tests ask of a contract. */

export const results = (told: Told, around: World = world): RuleResult[] => evaluateRules(told.contract, around, day(around.today));
export const rule = (told: Told, code: string, around: World = world): RuleResult | undefined => results(told, around).find((one) => one.code === code);
export const outcome = (told: Told, code: string, around: World = world): string | undefined => rule(told, code, around)?.outcome;

/** In consultation with its opinions: only rules stand between it and validation. */
export const toValidate = (instead: Parameters<typeof reached>[1] = {}, around: World = world): Told =>
  after([recorded(opinion('crpst-24')), recorded(opinion('ars-24'))], around, reached('consultation', instead, around));

/** True when this rule keeps the contract from being validated. */
export const blocks = (told: Told, code: string, around: World = world): boolean =>
  refusal(told, moved('validate'), around).details.some((detail) => detail.field === `rule.${code}`);
