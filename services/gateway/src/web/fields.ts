import { Refusal } from '@cpom/kernel';
import { isPlainName } from './names.ts';

/** What a form said, as typed: texts, lists (`roles[]`, `rows[0][code]`, a repeated name) and groups, at most three levels deep. */
export type Typed = string | Typed[] | TypedGroup;
export interface TypedGroup {
  [name: string]: Typed;
}

type Node = string | string[] | Map<string, Node>;

const maxFields = 5000;
const maxDepth = 3;

/** `rows[0][code]` → rows, 0, code. Refuses operators, JavaScript's own names and deeper nesting. */
function pathOf(name: string): string[] {
  const found = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  const path = [found?.[1] ?? '', ...[...(found?.[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '')];
  const good = path.every((part, level) => isPlainName(part) || (part === '' && level > 0 && level === path.length - 1));
  if (found && good && path.length <= maxDepth) return path;
  throw new Refusal('invalid', 'Le formulaire contient un champ dont le nom est interdit. Rechargez la page et recommencez.');
}

const clean = (text: string): string => {
  // eslint-disable-next-line no-control-regex -- these are what is refused
  if (!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) return text.replace(/\r\n?/g, '\n').normalize('NFC');
  throw new Refusal('invalid', 'Un champ contient un caractère invisible interdit. Retapez le texte au lieu de le coller.');
};

const clash = (): Refusal => new Refusal('invalid', 'Le formulaire contient deux fois le même champ sous deux formes.');

function add(node: Map<string, Node>, [name = '', ...rest]: string[], value: string): void {
  const known = node.get(name);
  if (rest.length > 0 && rest[0] !== '') {
    const child = known ?? new Map<string, Node>();
    if (!(child instanceof Map)) throw clash();
    node.set(name, child);
    return add(child, rest, value);
  }
  if (known instanceof Map) throw clash();
  if (Array.isArray(known)) known.push(value);
  else if (known === undefined) node.set(name, rest.length > 0 ? [value] : value);
  else node.set(name, [known, value]);
}

const byNumber = ([left]: [string, Node], [right]: [string, Node]): number => Number(left) - Number(right);

/** A group named by small numbers is a list; holes close up, as rows taken out of a page leave them. (So name no group by region code.) */
function plain(node: Node): Typed {
  if (!(node instanceof Map)) return node;
  const entries = [...node];
  if (entries.length > 0 && entries.every(([name]) => /^\d{1,4}$/.test(name))) {
    return entries.sort(byNumber).map(([, child]) => plain(child));
  }
  return group(node);
}

function group(node: Map<string, Node>): TypedGroup {
  const made = Object.create(null) as TypedGroup;
  for (const [name, child] of node) made[name] = plain(child);
  return made;
}

/** Reads named texts; refuses `invalid` for a forbidden name, character or shape. */
export function readFields(pairs: Iterable<readonly [string, string]>): TypedGroup {
  const root = new Map<string, Node>();
  let count = 0;
  for (const [name, value] of pairs) {
    if (++count > maxFields) throw new Refusal('too-large', 'Le formulaire contient trop de champs.');
    add(root, pathOf(name), clean(value));
  }
  return group(root);
}
