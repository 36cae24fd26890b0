// Lints samples under the path they would have; reads [{ path, code }] as JSON, writes the names of the rules that object to each.
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { config } from './config.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Rules that need the types look at a file that exists, here at its place but with other content. */
const linter = (typed) => new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: config({ typed }) });

const [plain, typed] = [linter(false), linter(true)];

async function objections({ path, code, types }) {
  const [result] = await (types ? typed : plain).lintText(code, { filePath: `${root}${path}` });
  return result.messages.map(({ ruleId, message }) => ruleId ?? message);
}

const samples = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(await Promise.all(samples.map(objections))));
