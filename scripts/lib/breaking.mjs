import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, run } from './run.mjs';
import { buf } from './tool.mjs';

const changesInHand = async () => (await git('status', '--porcelain', '--', 'proto')) !== '';

/** The commit whose messages must still be understood: where we left main; on main itself, the commit before. */
async function base() {
  const main = (await git('rev-parse', '--verify', '-q', 'origin/main')) ?? (await git('rev-parse', '--verify', '-q', 'main'));
  const head = await git('rev-parse', '--verify', '-q', 'HEAD');
  if (head === undefined) return undefined;
  const left = main === undefined ? head : await git('merge-base', 'HEAD', main);
  if (left !== undefined && (left !== head || (await changesInHand()))) return left;
  return git('rev-parse', '--verify', '-q', 'HEAD^');
}

/** Says whether an instance one version behind still understands our messages: they may only grow. */
export async function breakingChanges() {
  const commit = await base();
  if (commit === undefined) return { ok: true, note: 'no earlier commit to compare with' };
  if ((await git('ls-tree', '--name-only', commit, 'proto/buf.yaml')) === '') return { ok: true, note: 'no messages before' };
  const scratch = mkdtempSync(join(tmpdir(), 'cpom-proto-'));
  try {
    const archive = join(scratch, 'proto.tar');
    const packed = await run('git', ['archive', '-o', archive, commit, 'proto']);
    if (!packed.ok) return packed;
    return { ...(await buf('breaking', '--against', `${archive}#subdir=proto`)), note: `against ${commit.slice(0, 8)}` };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
