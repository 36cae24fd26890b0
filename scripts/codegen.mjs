// Writes proto/gen from proto/**/*.proto. With --check: writes elsewhere, and fails when what is committed differs.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';
import { buf } from './lib/tool.mjs';

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(entries.map((entry) => {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
  }));
}

/** The generated files that are missing, left over or different, by name. */
export async function staleCode() {
  const scratch = mkdtempSync(join(tmpdir(), 'cpom-codegen-'));
  try {
    const { ok, output } = await buf('generate', '--output', scratch);
    if (!ok) return { ok, output };
    const [wanted, present] = [filesIn(join(scratch, 'gen')), filesIn(join(root, 'proto/gen'))];
    const stale = [...new Set([...wanted.keys(), ...present.keys()])].filter((name) => wanted.get(name) !== present.get(name));
    return { ok: stale.length === 0, output: stale.map((name) => `proto/gen/${name} is not what \`npm run codegen\` writes`).join('\n') };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1]?.endsWith('codegen.mjs')) {
  const { ok, output } = process.argv.includes('--check') ? await staleCode() : await buf('generate');
  if (output !== '') console.log(output);
  process.exitCode = ok ? 0 : 1;
}
