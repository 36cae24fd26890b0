// Makes an instance on the distributed engine ready to start from databases that were put back to an earlier time, or after Kafka was lost:
// forgets all that is made again from the journals. To be run while every service of the instance is stopped.
import { parseArgs } from 'node:util';
import { forgetDerived } from '@cpom/platform';
import { createLog, environment, readSettings, SettingsError, type InstanceInfo } from '@cpom/service';
import { namesOn } from './engine.ts';
import { engineOf, type EngineChoice } from './engine-settings.ts';
import { serviceNames } from './services.ts';
import { instanceSettings } from './settings.ts';
import { infoOf } from './single.ts';

const help = `Makes an instance on MongoDB and Kafka ready to start after its databases were put back to an earlier time, or after Kafka was lost.

  CPOM_ENGINE=distributed CPOM_INSTANCE=24 MONGO_URL=… KAFKA_BROKERS=… npm run after-restore

With the settings of the instance's services, all of them being stopped, and a user who may write to the databases of all of them.
It deletes the topics and groups of the instance, and in each database the views, the places of readers and the messages held back:
all of it is made again from the journals at the next start. Journals, documents, people and sessions stay as they are.
`;

/** Says what it forgets. Done again, it ends what it had begun. */
async function forget(choice: EngineChoice & { kind: 'distributed' }, info: InstanceInfo, say: (sentence: string) => void): Promise<void> {
  const { forgetBus, openDistributedState, openDistributedViews } = await import('@cpom/platform/distributed');
  const { database: instance, prefix } = namesOn(choice, info);
  const { copies: _copies, ...connection } = choice.kafka;
  const { topics, groups } = await forgetBus({ ...connection, prefix, log: createLog(`${info.code}/bus`, 'error') });
  say(`Kafka: ${topics.length} topics and ${groups.length} groups deleted (${prefix}*).`);
  for (const service of serviceNames[info.kind]) {
    const at = { ...choice.mongo, instance, service };
    const [views, state] = [await openDistributedViews(at), await openDistributedState(at)];
    const forgotten = await forgetDerived({ views, state }).finally(async () => { await views.close(); await state.close(); });
    say(`${service}: ${forgotten.views.length} views dropped.`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
  const say = (sentence: string): void => { process.stdout.write(`${sentence}\n`); };
  if (values.help) { say(help); return; }
  const settings = readSettings(instanceSettings, environment());
  const choice = engineOf(settings);
  if (settings.CPOM_INSTANCE === undefined) throw new SettingsError(['CPOM_INSTANCE is needed']);
  if (choice.kind === 'embedded') throw new SettingsError(['CPOM_ENGINE=distributed is needed: on the embedded engine, putting the folder back is all']);
  await forget(choice, infoOf(settings, settings.CPOM_INSTANCE), say);
  say(`Instance ${settings.CPOM_INSTANCE} is ready: start its services.`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof SettingsError || error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
