import type { LeftItem } from '@cpom/proto/indicators/v1/indicators';
import { html, table, type Html } from '../../../ui/index.ts';
import { wordOf, type Words } from '../../contracts/words.ts';
import type { ReadCampaign } from '../about.ts';

/** Why a line is still awaited. */
export const reasons: Words = {
  unanswered: 'Sans réponse', blocked: 'Incohérence', 'to-explain': 'À expliquer', returned: 'Renvoyée', 'fund-line': 'Attendue de la caisse', 'dreets-line': 'Attendue de la DREETS', check: 'Contrôle à terminer',
};

/** What is left, each line a link to where it is filled; undefined when nothing is. */
export function leftTable({ left, href }: Pick<ReadCampaign, 'left' | 'href'>, why: readonly string[], id = 'reste', caption = 'Ce qu’il reste à faire'): Html | undefined {
  const rows = left.filter((item) => why.includes(item.why));
  if (rows.length === 0) return undefined;
  return table({
    id, caption, hideCaption: true, noun: ['ligne', 'lignes'], rows,
    columns: [
      { key: 'ligne', head: 'Ligne', cell: (item: LeftItem) => (item.indicator === '' ? item.label : html`<a href="${href}#ligne-${item.indicator}">${item.label}</a>`) },
      { key: 'pourquoi', head: 'Ce qu’il reste', cell: (item: LeftItem) => wordOf(reasons, item.why) }, { key: 'texte', head: 'Détail', cell: (item: LeftItem) => (item.text.startsWith('Sans réponse') ? '—' : item.text) },
    ],
  });
}
