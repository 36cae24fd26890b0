import { z } from 'zod';
import type { ActionSheet } from '@cpom/proto/contracts/v1/facts';
import { yamlOf } from '../files.ts';
import type { Bodies, SheetName } from './types.ts';

const promise = z.tuple([z.string(), z.string()]);
const template = z.strictObject({
  title: z.string(), theme: z.string(), strand: z.string(), aims: z.array(z.number()), objective: z.string(), targetPublic: z.string(), leadWording: z.string(),
  actions: z.array(z.strictObject({ letter: z.string().default(''), text: z.string() })), description: z.array(z.string()), indicators: z.array(z.string()),
  target: z.strictObject({ code: z.string(), text: z.string() }).optional(),
  commitments: z.strictObject({ service: promise, authority: promise, fund: promise }),
});
type Template = z.infer<typeof template>;

export type Templates = ReadonlyMap<SheetName, Template>;

const names: readonly SheetName[] = ['pdp', 'tms', 'cible', 'chimique', 'rps', 'routier', 'socle'];

/** Reads the model sheets of the third generation. */
export async function readTemplates(): Promise<Templates> {
  return new Map(await Promise.all(names.map(async (name) => [name, template.parse(await yamlOf(`fiches/${name}.yaml`))] as const)));
}

/** One of them, made a sheet of a contract: who commits, until when, and who leads where that is known. */
export function sheetFrom(templates: Templates, name: SheetName, { authority, fund }: Bodies, deadline: string, leads: ActionSheet['leads']): Partial<ActionSheet> & { id: string } {
  const model = templates.get(name);
  if (!model) throw new Error(`no model sheet is called ${name}`);
  const { target, commitments, indicators, ...rest } = model;
  const by = (role: 'service' | 'authority' | 'fund', organisation = '') => ({ role, organisation, text: commitments[role][0], means: commitments[role][1] });
  return {
    ...rest, id: name, deadline, leads,
    indicators: indicators.map((code) => ({ code, wording: '', action: '', hasTarget: code === target?.code, target: code === target?.code ? target.text : '' })),
    commitments: [by('service'), by('authority', authority), by('fund', fund)],
  };
}
