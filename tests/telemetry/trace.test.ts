import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoProcess, type DemoProcess } from '../support/demo-process.ts';
import { visit, type Visitor } from '../support/visitor.ts';
import { registered, startReceiver, type Receiver, type Span } from './receiver.ts';

const [server, client, producer, consumer] = [2, 3, 4, 5];
let dir = '';
let receiver: Receiver;
let demo: DemoProcess;
let agent: Visitor;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cpom-trace-'));
  receiver = await startReceiver();
  demo = await startDemoProcess({ dir, env: receiver.env, nodeArgs: registered });
  agent = await visit(demo.centre, /^demo-dreets-agent/);
});
afterAll(async () => {
  await demo?.stop();
  await receiver?.stop();
  await rm(dir, { recursive: true, force: true });
});

/** Every hop of a command, in the order of the road: its span's name, kind, instance and service; and which hop it hangs on. */
const hops: readonly { readonly name: RegExp; readonly kind?: number; readonly instance?: string; readonly service?: string; readonly under?: number }[] = [
  { name: /^POST \/api\/v1\/contracts$/, kind: server, instance: '24', service: 'gateway' },
  { name: /^cpom\.contracts\.v1\.Contracts\/DraftContract$/, kind: client, under: 0 },
  { name: /^cpom\.contracts\.v1\.Contracts\/DraftContract$/, kind: server, under: 1 },
  { name: /^journal append$/, instance: '24', service: 'contracts', under: 2 },
  { name: /^apply contract-list\.v\d+$/, under: 3 },
  { name: /^send$/, kind: producer, instance: '24', service: 'contracts', under: 3 },
  { name: /^process indicators\./, kind: consumer, instance: '24', service: 'indicators', under: 3 },
  { name: /^feed cpom:\/\/24\/contracts$/, kind: producer, under: 3 },
  { name: /^gate to nation$/, kind: producer, under: 3 },
  { name: /^collector from 24$/, kind: consumer, under: 3 },
  { name: /^journal append$/, instance: 'nation', service: 'collector', under: 3 },
  { name: /^send$/, kind: producer, instance: 'nation', service: 'collector', under: 3 },
  { name: /^process national\./, kind: consumer, instance: 'nation', service: 'national', under: 3 },
  { name: /^apply national-contract\.v\d+$/, under: 12 },
];

function find(trace: readonly Span[]): (Span | undefined)[] {
  const found: (Span | undefined)[] = [];
  for (const { name, kind, instance, service, under } of hops) {
    const parent = under === undefined ? undefined : found[under]?.spanId ?? 'no such hop';
    found.push(trace.find((span) => name.test(span.name) && (kind === undefined || span.kind === kind) && (parent === undefined || span.parentSpanId === parent)
      && (instance === undefined || span.attributes['cpom.instance'] === instance) && (service === undefined || span.attributes['cpom.service'] === service)));
  }
  return found;
}

test('given a contract drafted in a region, when the nation has heard of it, then one trace holds every hop, each under what caused it', async () => {
  const { memberships, today } = (await (await agent.get('/api/v1/me')).json()) as { memberships: readonly { organisation: string }[]; today: string };
  const authority = memberships[0]?.organisation ?? '';
  const body = {
    heading: { reference: 'TRACE-1', title: 'Contrat suivi de bout en bout', shape: 'individual', followUp: '', pdpCell: '', noConvention: true },
    parties: [{ organisation: authority, role: 'authority' }], term: { effect: 'at-signature', expiresOn: `${Number(today.slice(0, 4)) + 3}-12` }, on: today,
  };
  const reply = await agent.send('/api/v1/contracts', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': agent.csrf }, body: JSON.stringify(body) });
  expect({ status: reply.status, said: reply.ok ? '' : await reply.text() }).toEqual({ status: 200, said: '' });

  const traceOf = (): Span[] => {
    const root = receiver.spans.find(({ name, attributes }) => hops[0]?.name.test(name) && attributes['http.response.status_code'] === '200');
    return receiver.spans.filter(({ traceId }) => traceId === root?.traceId);
  };
  await receiver.until(() => find(traceOf()).every(Boolean), () => `missing: ${find(traceOf()).flatMap((span, index) => (span ? [] : [String(hops[index]?.name)])).join(', ')} among ${traceOf().map(({ name, attributes }) => `${name} (${attributes['cpom.service'] ?? ''})`).join(', ')}`);
  expect(new Set(find(traceOf()).map((span) => span?.spanId)).size).toBe(hops.length);
  // What was typed is in none of them.
  expect(JSON.stringify(traceOf())).not.toContain('Contrat suivi');
});
