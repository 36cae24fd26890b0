// Started by `npm test`: one engine for all the test files of the run, told in one line as an environment, until the channel closes.
import { engine } from './engine.ts';

try {
  const disconnected = new Promise((resolve) => { process.once('disconnect', resolve); });
  const shared = await engine();
  process.stdout.write(`${JSON.stringify({ MONGO_URL: shared.mongoUrl, KAFKA_BROKERS: shared.kafkaBrokers, ENGINE_SAID: shared.said })}\n`);
  // Ctrl-C reaches the whole terminal: the run ends first, then the engine.
  process.on('SIGINT', () => {});
  await disconnected;
  await shared.stop();
} catch (error) {
  process.stderr.write(`No distributed engine: ${(error as Error).message}\n`);
  process.exitCode = 1;
  // An open channel would keep this process, and who waits for its end, for ever.
  if (process.connected) process.disconnect();
}
