import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { darkStyles } from './theme.ts';

/** What the gateway serves beside its pages: folders as they are, and one style sheet derived at start. All may be cached. */
export interface Assets {
  readonly folders: readonly { readonly url: string; readonly folder: string }[];
  readonly texts: readonly { readonly url: string; readonly type: string; readonly text: string }[];
}

/** Reads the design system where npm installed it. Fails at start when it is not there. */
export async function loadAssets(): Promise<Assets> {
  const dsfr = dirname(createRequire(import.meta.url).resolve('@gouvfr/dsfr/dist/dsfr.min.css'));
  const styles = await readFile(`${dsfr}/dsfr.min.css`, 'utf8');
  return {
    folders: [
      { url: '/assets/dsfr', folder: dsfr },
      { url: '/assets/app', folder: fileURLToPath(new URL('../../assets', import.meta.url)) },
    ],
    texts: [{ url: '/assets/dark.css', type: 'text/css', text: darkStyles(styles) }],
  };
}
