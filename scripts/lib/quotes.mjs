// Code in a document is quoted from the sources, so that what a newcomer copies is what runs.
// ```ts path/to/file.ts         the whole file
// ```ts path/to/file.ts#a,b     the declarations a and b, each with the comment above it
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const startOf = (name) => new RegExp(`^(?:export )?(?:async )?(?:function|const|interface|type|message|service) ${name}\\b`);

function declaration(lines, name) {
  const found = lines.findIndex((line) => startOf(name).test(line));
  if (found === -1) return undefined;
  let start = found;
  while (start > 0 && /^\s*(?:\/\*\*|\*|\/\/)/.test(lines[start - 1])) start -= 1;
  const after = lines.findIndex((line, index) => index >= found && line === '' && /^\S/.test(lines[index + 1] ?? 'end'));
  return lines.slice(start, after === -1 ? undefined : after).join('\n').trimEnd();
}

/** What a reference quotes, with a line break at its end; undefined when it is not there. */
export function quote(reference) {
  const [path, names] = reference.split('#');
  if (!existsSync(join(root, path))) return undefined;
  const source = readFileSync(join(root, path), 'utf8');
  if (names === undefined) return source;
  const parts = names.split(',').map((name) => declaration(source.split('\n'), name));
  return parts.includes(undefined) ? undefined : `${parts.join('\n\n')}\n`;
}

/** A document with every quotation as its source is now; one whose source is gone stays as it was. */
export const requoted = (text) =>
  text.replace(/^```(\w+) (\S+\/\S+)\n[\s\S]*?^```/gm, (block, language, reference) => {
    const code = quote(reference);
    return code === undefined ? block : `\`\`\`${language} ${reference}\n${code}\`\`\``;
  });
