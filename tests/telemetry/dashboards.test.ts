import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemoProcess, type DemoProcess } from '../support/demo-process.ts';
import { visit, type Visitor } from '../support/visitor.ts';
import { labelsOf, namesOf, ofTheProcess } from './prometheus.ts';
import { expressionsIn, spokenOf } from './promql.ts';
import { registered, startReceiver, type Metric, type Receiver } from './receiver.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const observability = join(root, 'deploy/observability');
const alertsFile = join(observability, 'prometheus/alerts.yaml');

/** Every metric of ours, as `docs/observing.md` tables them: `name` at the beginning of a row. */
const documented = async (): Promise<string[]> =>
  [...(await readFile(join(root, 'docs/observing.md'), 'utf8')).matchAll(/^\| `([a-z][a-z0-9_.]+)` \|/gm)].map(([, name = '']) => name);

async function expressions(): Promise<readonly (readonly [string, string])[]> {
  const boards = (await readdir(join(observability, 'grafana'))).filter((name) => name.endsWith('.json'));
  const found: (readonly [string, string])[] = [];
  for (const board of boards) {
    for (const expression of expressionsIn(JSON.parse(await readFile(join(observability, 'grafana', board), 'utf8')))) found.push([board, expression]);
  }
  for (const [, expression = ''] of (await readFile(alertsFile, 'utf8')).matchAll(/^ +expr: (.+)$/gm)) found.push(['alerts.yaml', expression]);
  return found;
}

let dir = '';
let receiver: Receiver;
let demo: DemoProcess;
const emitted = new Map<string, Metric>();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cpom-figures-'));
  receiver = await startReceiver();
  demo = await startDemoProcess({ dir, env: receiver.env, nodeArgs: registered });
  const agent = await visit(demo.centre, /^demo-dreets-agent/);
  const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': agent.csrf };
  const send = (path: string, body: object): Promise<Response> => agent.send(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  // Rules of law stand against a contract that no service and no fund is party to.
  const drafted = await send('/contracts', {
    heading: { reference: 'F-1', title: 'Contrat', shape: 'individual', followUp: '', pdpCell: '', noConvention: true },
    parties: [{ organisation: 'dreets-24', role: 'authority' }], term: { effect: 'at-signature', expiresOn: `${new Date().getFullYear() + 3}-12` }, on: new Date().toISOString().slice(0, 10),
  });
  const { id } = (await drafted.json()) as { id: string };
  const signatory = await visit(demo.centre, /^demo-dreets-signatory/);
  const step = (by: Visitor, name: string): Promise<Response> =>
    by.send(`/api/v1/contracts/${id}/steps/${name}`, { method: 'POST', headers: { ...headers, 'X-CSRF-Token': by.csrf }, body: '{}' });
  for (const name of ['open-negotiation', 'open-consultation']) expect((await step(agent, name)).status).toBe(200);
  expect((await step(signatory, 'validate')).status).toBe(409);
  const names = await documented();
  await receiver.until(() => names.every((name) => receiver.metrics.has(name)), () => `documented and not emitted: ${names.filter((name) => !receiver.metrics.has(name)).join(', ')}`);
  for (const metric of receiver.metrics.values()) for (const name of namesOf(metric)) emitted.set(name, metric);
});
afterAll(async () => {
  await demo?.stop();
  await receiver?.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('what the program emits', () => {
  test('given its metrics, then each is explained, and each that is explained is emitted', async () => {
    expect([...receiver.metrics.keys()].sort()).toEqual((await documented()).sort());
  });

  test('given a contract that rules stand against, when it is refused, then the rules are counted by their code', () => {
    const rules = receiver.metrics.get('cpom.refusals')?.points.flatMap(({ attributes }) => attributes['cpom.refusal.rule'] ?? []);
    expect(rules).toContain('parties.service');
  });
});

describe('dashboards and alerts', () => {
  test('given every expression, then it speaks only of metrics that are emitted, by labels that they have', async () => {
    const all = await expressions();
    expect(all.length).toBeGreaterThan(60);
    const faults = all.flatMap(([where, expression]) => {
      const { metrics, labels } = spokenOf(expression);
      const unknown = metrics.filter((name) => !emitted.has(name));
      const had = new Set([...ofTheProcess, ...metrics.flatMap((name) => { const metric = emitted.get(name); return metric ? [...labelsOf(metric)] : []; })]);
      const strange = labels.filter((label) => !had.has(label));
      return [...unknown.map((name) => `${where}: no metric ${name}`), ...strange.map((label) => `${where}: no label ${label} in ${expression}`), ...(metrics.length === 0 ? [`${where}: nothing in ${expression}`] : [])];
    });
    expect(faults).toEqual([]);
  });

  test('given an expression, then all that it names is seen: a misspelt name would be', () => {
    const expression = 'histogram_quantile(0.99, sum by (le, a) (rate(one_bucket{b="x y", c!=""}[5m]))) > 1.5e9 and on (d) two_total offset 1h or absent(three)';
    expect(spokenOf(expression)).toEqual({ metrics: ['one_bucket', 'two_total', 'three'], labels: ['b', 'c', 'le', 'a', 'd'] });
  });

  test('given every alert, then the operator is told what it means and what to do', async () => {
    const alerts = [...(await readFile(alertsFile, 'utf8')).matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);
    const page = await readFile(join(root, 'docs/observing.md'), 'utf8');
    expect(alerts.length).toBeGreaterThan(12);
    expect(alerts.filter((name) => !page.includes(`\n| ${name} |`))).toEqual([]);
  });
});
