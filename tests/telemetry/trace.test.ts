import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoProcess, type DemoProcess } from '../support/demo-process.ts';
import { visit, type Visitor } from '../support/visitor.ts';
import { findHops, hopsFrom, missingIn, traceFrom } from './hops.ts';
import { registered, startReceiver, type Receiver } from './receiver.ts';

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

const hops = hopsFrom(/^POST \/api\/v1\/contracts$/);

test('given a contract drafted in a region, when the nation has heard of it, then one trace holds every hop, each under what caused it', async () => {
  const { memberships, today } = (await (await agent.get('/api/v1/me')).json()) as { memberships: readonly { organisation: string }[]; today: string };
  const authority = memberships[0]?.organisation ?? '';
  const body = {
    heading: { reference: 'TRACE-1', title: 'Contrat suivi de bout en bout', shape: 'individual', followUp: '', pdpCell: '', noConvention: true },
    parties: [{ organisation: authority, role: 'authority' }], term: { effect: 'at-signature', expiresOn: `${Number(today.slice(0, 4)) + 3}-12` }, on: today,
  };
  const reply = await agent.send('/api/v1/contracts', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': agent.csrf }, body: JSON.stringify(body) });
  expect({ status: reply.status, said: reply.ok ? '' : await reply.text() }).toEqual({ status: 200, said: '' });

  const traced = () => traceFrom(hops, receiver.spans, '200');
  await receiver.until(() => findHops(hops, traced()).every(Boolean), () => missingIn(hops, traced()));
  expect(new Set(findHops(hops, traced()).map((span) => span?.spanId)).size).toBe(hops.length);
  // What was typed is in none of them.
  expect(JSON.stringify(traced())).not.toContain('Contrat suivi');
});
