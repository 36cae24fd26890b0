import { z } from 'zod';
import { html, type Html } from '../../../ui/index.ts';
import { textAt } from '../act/shown.ts';
import type { Shown } from '../act/types.ts';

/** The version that the form showed: somebody else's change meanwhile is then told, not overwritten. */
export const versionShape = { _version: z.coerce.number().int().min(0).optional() };

export const versionField = (shown: Shown): Html => html`<input type="hidden" name="_version" value="${textAt(shown, '_version')}">`;

export const versionTyped = ({ version }: { readonly version: number }): { _version: string } => ({ _version: String(version) });
