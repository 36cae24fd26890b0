// A region that runs other versions of the program: a journal with messages of an earlier one (fields missing) and of a later one (types, codes
// and fields that nobody here knows), behind the real feed and the real gate.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openEmbedded, openEmbeddedBus, type Append, type Message } from '@cpom/platform';
import { ContractState } from '@cpom/proto/contracts/v1/events';
import { SubmissionState } from '@cpom/proto/indicators/v1/events';
import { startGate } from '@cpom/gate';
import { listen, newIdentityKeys, openIdentity, readTrust, silentLog, startBase, systemClock, type ServiceDeps } from '@cpom/service';
import type { Asking, Saying, Told } from './told.ts';

const { info, dir, trust: trusts, gateListen } = JSON.parse(process.argv[2] ?? '{}') as Told;
const [clock, region] = [systemClock(info.timeZone), info.code];
const nation = (topic: string, type: string, payload: Uint8Array): Message => ({ topic, type, payload, audience: 'nation' });
const contract = (state: Parameters<typeof ContractState.fromPartial>[0]): Buffer => Buffer.from(ContractState.encode(ContractState.fromPartial(state)).finish());

/** Field 900, a text, that no message here has. */
const unknownField = Buffer.concat([Buffer.from([0xa2, 0x38, 6]), Buffer.from('demain')]);
const contractType = 'cpom.contracts.v1.ContractState';

/** What is said, by stream; several versions of one stream in their order. */
const said: readonly (readonly [string, Message])[] = [
  // Earlier: before rules, sheets and the instant of recording were said.
  ['contract-earlier', nation('contracts.nation', contractType, contract({ id: 'earlier', region, authority: info.authority, shape: 'individual', stage: 'draft' }))],
  // Later: a stage and a shape that are not in our lists, and a field after all of ours.
  ['contract-later', nation('contracts.nation', contractType, Buffer.concat([contract({ id: 'later', region, authority: info.authority, shape: 'shared', stage: 'mediation', stages: [{ stage: 'mediation', on: '2026-01-05' }] }), unknownField]))],
  ['submission-earlier', nation('indicators.nation', 'cpom.indicators.v1.SubmissionState', Buffer.from(SubmissionState.encode(SubmissionState.fromPartial({ region, service: '990000010', campaign: '2025', state: 'open', period: { kind: 'year', from: '2025-01-01', to: '2025-12-31' } })).finish()))],
  // Later: a type of its own, and then something known in the same stream.
  ['plan-2030', nation('contracts.nation', 'cpom.contracts.v2.PlanState', Buffer.from('a message of tomorrow'))],
];

process.once('disconnect', () => { process.exit(0); });
const trust = await readTrust(join(trusts, region));
if (!trust) throw new Error(`no certificate for ${region}`);
const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite') });
const ports = await openEmbedded({ dir, service: 'contracts', bus, newEpochId: randomUUID });
const identity = await openIdentity(await newIdentityKeys(), region, Date.now);
const addresses = new Map<string, string>();
const deps: ServiceDeps = { instance: info, ports, clock, newId: randomUUID, log: silentLog, identity, listen: '127.0.0.1:0', addressOf: (service) => addresses.get(service) ?? '' };
const base = await startBase(deps, 'contracts', []);
for (const [stream, message] of said) {
  const append: Append = { stream, cause: `foreign ${stream}`, expectedVersion: 0, recordedAt: clock.now(), actor: { actorId: 'service:contracts', role: 'service', organisation: '' }, events: [{ type: 'Foreign' }], messages: [message] };
  await ports.journal.append(append);
}
const server = await listen([base.feed], deps.listen);
addresses.set('contracts', server.address);
const gate = await startGate(deps, { trust, services: ['contracts'], listen: gateListen, programVersion: 'foreign', heartbeat: 5_000 });
process.on('message', (asking: Asking) => {
  if ('caughtUp' in asking) process.send?.({ caughtUp: asking.caughtUp } satisfies Saying);
  if ('stop' in asking) Promise.all([gate.stop(), server.stop(), base.stop()]).then(() => ports.close()).then(() => bus.close()).then(() => { process.exit(0); }, () => { process.exit(1); });
});
process.send?.({ ready: { contracts: server.address, gate: gate.address } } satisfies Saying);
