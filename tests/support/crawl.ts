import { isFile, type Shape } from './shapes.ts';
import { visit, type Fields, type Visitor } from './visitor.ts';

/** A page as somebody found it. */
export interface Found {
  readonly account: string;
  readonly shape: Shape;
  /** With its query, as the link said. */
  readonly path: string;
  readonly html: string;
}

export interface Crawl {
  readonly found: readonly Found[];
  /** Links that lead their reader to something else than a page: « 403 /a, from /b ». */
  readonly dead: readonly string[];
}

const linksOf = (html: string): readonly string[] =>
  [...html.matchAll(/href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')).filter((href) => !href.startsWith('/connexion'));

/** Somebody who asks much. */
export interface Patient {
  get(path: string): Promise<Response>;
  post(path: string, fields: Fields): Promise<Response>;
}

/** Asks as one person; whoever has asked too much signs in again. */
export function patient(origin: string, account: string): Patient {
  const who = new RegExp(`^${account}$`);
  let visitor: Promise<Visitor> | undefined;
  const twice = async (ask: (visitor: Visitor) => Promise<Response>): Promise<Response> => {
    const answer = await ask(await (visitor ??= visit(origin, who)));
    if (answer.status !== 429) return answer;
    await answer.text();
    visitor = visit(origin, who);
    return ask(await visitor);
  };
  return { get: (path) => twice((one) => one.get(path)), post: (path, fields) => twice((one) => one.post(path, fields)) };
}

const mostTries = 4;

/** Addresses of a shape that no link leads to today, made of the ids that other pages have. */
export function guesses({ path, pattern }: Pick<Shape, 'path' | 'pattern'>, known: readonly string[]): readonly string[] {
  const words = path.split('/');
  const last = words.findLastIndex((word) => word.startsWith(':'));
  const heads = known.map((one) => new URL(one, 'http://local').pathname.split('/').slice(0, last + 1)).filter((head) => head.length === last + 1);
  return [...new Set(heads.map((head) => [...head, ...words.slice(last + 1)].join('/')))].filter((guess) => pattern.test(guess)).slice(0, mostTries);
}

/** From the given pages along every link, as one person: at most so many pages of each shape. */
export async function crawl(origin: string, account: string, shapes: readonly Shape[], most: number, from: readonly string[] = ['/']): Promise<Crawl> {
  const { get } = patient(origin, account);
  const [found, dead, asked, counted] = [[] as Found[], [] as string[], new Set<string>(), new Map<string, number>()];
  const queue = from.map((path) => ({ path, source: 'the start' }));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { path, source } = next;
    const at = new URL(path, origin).pathname;
    const shape = shapes.find(({ pattern }) => pattern.test(at));
    if (!shape || isFile(at) || asked.has(at) || (counted.get(shape.path) ?? 0) >= most) continue;
    asked.add(at);
    const answer = await get(path);
    const html = await answer.text();
    if (answer.status !== 200) { if (source !== 'the start') dead.push(`${answer.status} ${path}, from ${source}`); continue; }
    counted.set(shape.path, (counted.get(shape.path) ?? 0) + 1);
    found.push({ account, shape, path, html });
    queue.push(...linksOf(html).map((href) => ({ path: href, source: path })));
  }
  return { found, dead };
}
