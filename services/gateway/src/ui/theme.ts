/*
 * DSFR paints its dark theme when a script has written `data-fr-theme=dark` on the root. Ours must work without a script:
 * the same rules, taken from DSFR's own style sheet, are served in a second one that the browser applies by itself.
 */
const scripted = /(?::root)?\[data-fr-theme=["']?dark["']?\]/g;
const unscripted = ':root:not([data-fr-theme])';

interface Block {
  readonly head: string;
  readonly body: string;
}

function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth++;
    if (css[at] === '}' && --depth === 0) return at;
  }
  return css.length;
}

function* blocks(css: string): Generator<Block> {
  let from = 0;
  for (let open = css.indexOf('{'); open >= 0; open = css.indexOf('{', from)) {
    const end = endOfBlock(css, open);
    yield { head: css.slice(from, open).replace(/^.*[;}]/s, '').trim(), body: css.slice(open + 1, end) };
    from = end + 1;
  }
}

function darkSelectors(head: string): string {
  return head.split(/,(?![^(]*\))/).filter((selector) => selector.match(scripted)).map((selector) => selector.replace(scripted, unscripted)).join(',');
}

function darkBlock({ head, body }: Block): string {
  if (head.startsWith('@media')) {
    const inner = darkStyles(body);
    return inner === '' ? '' : `${head}{${inner}}`;
  }
  const selectors = head.startsWith('@') ? '' : darkSelectors(head);
  return selectors === '' ? '' : `${selectors}{${body}}`;
}

/** The rules of DSFR's dark theme, for a reader whose system is dark and who has chosen nothing here. */
export const darkStyles = (css: string): string => [...blocks(css.replace(/\/\*.*?\*\//gs, ''))].map(darkBlock).join('');
