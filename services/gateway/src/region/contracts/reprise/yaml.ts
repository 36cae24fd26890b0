import { isScalar, parseAllDocuments, visit, type Document } from 'yaml';
import { unreadable } from './unreadable.ts';

/** Numbers stay as written (a SIREN keeps its zeros), save the legal aims, which are numbers. */
function keepWritten(document: Document): void {
  visit(document, {
    Scalar: (_key, node, path) => {
      const inAims = path.some((parent) => 'key' in parent && isScalar(parent.key) && parent.key.value === 'aims');
      if (typeof node.value === 'number' && !inAims && node.source !== undefined) node.value = node.source;
    },
  });
}

/** Aliases that multiply would fill the memory: past a few, the file is refused. */
function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    throw unreadable('Ce fichier ne se lit pas : ses renvois (« & » et « * ») sont faux ou trop nombreux. Écrivez les valeurs en entier.');
  }
}

/** YAML, of which JSON is a part, as one JSON text. Refuses `invalid` what is neither, naming line and column. */
export function jsonOf(text: string): string {
  const documents = parseAllDocuments(text);
  const errors = (Array.isArray(documents) ? documents : []).flatMap((document) => document.errors);
  const [first] = errors;
  if (first) {
    const [at] = first.linePos ?? [];
    throw unreadable(`Ce fichier ne se lit pas${at ? ` : ligne ${at.line}, colonne ${at.col}` : ''}. Ce n’est ni du JSON ni du YAML valide.`);
  }
  const values = (Array.isArray(documents) ? documents : []).map((document) => { keepWritten(document); return valueOf(document); });
  return JSON.stringify(values.length === 1 ? values[0] : values);
}
