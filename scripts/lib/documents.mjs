// Dead references in Markdown: links to files and headings, paths in `code`, and code quoted from a file that has changed.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './paths.mjs';
import { quote } from './quotes.mjs';
import { git } from './run.mjs';

const ours = /^(?:services|libs|proto|infra|deploy|tests|scripts|docs|eslint)\/[\w./@-]*\w$/;

/** The anchor that GitHub and GitLab give to a heading. */
const slug = (heading) => heading.toLowerCase().replace(/[`*_]|\[|\]\([^)]*\)/g, '').replace(/[^\p{L}\p{N}\s-]/gu, '').trim().replace(/\s/g, '-');

/** A document as prose without its code blocks, and the code blocks apart. */
function parts(text) {
  const blocks = [...text.matchAll(/^```(.*)\n([\s\S]*?)^```/gm)].map(([, info, code]) => ({ info: info.trim(), code }));
  return { prose: text.replace(/^```[\s\S]*?^```/gm, ''), blocks };
}

function anchors(text) {
  const seen = new Map();
  return new Set([...parts(text).prose.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading]) => {
    const name = slug(heading);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  }));
}

function targets(prose) {
  const plain = prose.replace(/`[^`\n]*`/g, '');
  const found = [/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g, /^\[[^\]]+\]:\s*(\S+)/gm, /(?:src|href)="([^"]+)"/g].flatMap((shape) => [...plain.matchAll(shape)]);
  return found.map(([, target]) => target).filter((target) => !/^[a-z][a-z+.-]*:/i.test(target));
}

function deadTarget(file, text, target) {
  const [path, anchor] = target.split('#');
  const place = path === '' ? join(root, file) : resolve(root, dirname(file), decodeURIComponent(path));
  if (!existsSync(place)) return `${file}: ${target} leads nowhere`;
  const known = anchor === undefined || !place.endsWith('.md') || anchors(path === '' ? text : readFileSync(place, 'utf8')).has(anchor);
  return known ? undefined : `${file}: no heading for ${target}`;
}

/** A block marked ```ts path/to/file.ts quotes that file; see quotes.mjs. */
function deadQuote(file, { info, code }) {
  const [, reference] = info.split(/\s+/);
  if (reference === undefined || !ours.test(reference.split('#')[0])) return undefined;
  const quoted = quote(reference);
  if (quoted === undefined) return `${file}: quotes ${reference}, which is not there`;
  return quoted === code ? undefined : `${file}: ${reference} has changed since it was quoted; run \`npm run quotes\``;
}

function deadIn(file) {
  const text = readFileSync(join(root, file), 'utf8');
  const { prose, blocks } = parts(text);
  const paths = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, path]) => path).filter((path) => ours.test(path) && !existsSync(join(root, path)));
  return [
    ...targets(prose).map((target) => deadTarget(file, text, target)),
    ...paths.map((path) => `${file}: \`${path}\` is not there`),
    ...blocks.map((block) => deadQuote(file, block)),
  ].filter((fault) => fault !== undefined);
}

export async function deadReferences() {
  const files = ((await git('ls-files', '-co', '--exclude-standard', '*.md')) ?? '').split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
  const faults = files.flatMap(deadIn);
  return { ok: faults.length === 0, output: faults.join('\n'), note: `${files.length} documents` };
}
