// `npm run engine`: a Kafka broker (or three) and a server that speaks MongoDB's protocol, on this machine, until Ctrl-C.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { environment } from '@cpom/service';
import { emptyEngine, fetchAll, startLocalEngine, type LocalEngine } from './engine.ts';
import type { Place } from './fetch.ts';

const help = `A real Kafka broker and a database that speaks MongoDB's protocol, on free ports of 127.0.0.1, until Ctrl-C.

  npm run engine                      one broker and the database; their data stay in data/engine
  npm run engine -- --brokers 3       three brokers
  npm run engine -- --data DIR        their data elsewhere        --fresh: begin again
  npm run engine -- --only kafka      or: --only database
  npm run engine -- --fetch           only fetch what is needed

ENGINE_DIR (.cache/engine) is where the jars and the Python environment are kept. Needs Java 17, Maven and Python 3 with venv.
`;
const options = {
  brokers: { type: 'string', default: '1' }, data: { type: 'string' }, only: { type: 'string' },
  fresh: { type: 'boolean', default: false }, fetch: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
} as const;
type Asked = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

const atTop = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const say = (sentence: string): void => { process.stderr.write(`${sentence}\n`); };

function start(asked: Asked, place: Place): Promise<LocalEngine> {
  const { brokers, only, data } = asked;
  if (brokers !== '1' && brokers !== '3') throw new TypeError(`--brokers ${brokers}: 1 or 3`);
  if (only !== undefined && only !== 'kafka' && only !== 'database') throw new TypeError(`--only ${only}: kafka or database`);
  const count = brokers === '3' ? 3 : 1;
  return startLocalEngine({ ...place, dir: resolve(data ?? atTop('data/engine')), brokers: only === 'database' ? 0 : count, database: only !== 'kafka' });
}

/** Resolves when we are asked to end: by a signal, or because who started us is gone. */
const askedToEnd = (): Promise<void> => new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => { resolve(); });
  process.once('disconnect', resolve);
});

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) { process.stdout.write(help); return; }
  const { PATH = '', ENGINE_DIR } = environment();
  const place: Place = { cache: resolve(ENGINE_DIR || atTop('.cache/engine')), path: PATH, say };
  if (values.fetch) { await fetchAll(place); return; }
  if (values.fresh) await emptyEngine(resolve(values.data ?? atTop('data/engine')));
  const ending = askedToEnd();
  const engine = await start(values, place);
  const addresses = [
    ...(engine.database ? [`MONGO_URL=${engine.database.url}`] : []),
    ...(engine.cluster ? [`KAFKA_BROKERS=${engine.cluster.addresses.join(',')}`] : []),
  ];
  process.stdout.write(`${addresses.join(' ')}\n`);
  await ending;
  await engine.stop();
}

main().then(() => { process.exit(0); }, (error: unknown) => {
  const mendable = error instanceof TypeError || (error instanceof Error && error.name === 'Lacking');
  process.stderr.write(`${mendable ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});
