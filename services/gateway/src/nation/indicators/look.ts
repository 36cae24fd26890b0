import { z } from 'zod';
import { regionInput } from '../services/list.ts';

/** What is looked at: one indicator, one period, one region or all. */
export interface Look {
  readonly code: string;
  readonly period: string;
  readonly region: string;
  readonly etat: string;
}

export const lookFields = { periode: z.string().max(30).regex(/^[\dT_-]+$/, 'Choisissez une période de la liste.').optional(), region: regionInput, etat: z.string().max(20).optional() };
