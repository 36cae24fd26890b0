import { request } from 'node:http';
import type { Environment } from '@cpom/service';

/** The images of the distributed engine; docker-compose.yml names the same. */
export const images = { kafka: 'apache/kafka:4.3.1', mongo: 'mongo:8.0' } as const;

/** Containers that run for a test. */
export interface Contained {
  readonly address: string;
  stop(): Promise<void>;
}

const socketOf = ({ DOCKER_HOST = 'unix:///var/run/docker.sock' }: Environment): string | undefined => /^unix:\/\/(.+)$/.exec(DOCKER_HOST)?.[1];

/** Says whether a Docker engine answers. One that is named by DOCKER_HOST and is not on this machine is taken at its word. */
export function dockerAnswers(env: Environment): Promise<boolean> {
  const socketPath = socketOf(env);
  if (socketPath === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: '/_ping', timeout: 1_000 }, (response) => { response.resume(); resolve(response.statusCode === 200); });
    asked.on('error', () => { resolve(false); }).on('timeout', () => { asked.destroy(); resolve(false); }).end();
  });
}

/** One MongoDB that is a replica set of its own: without one there is no majority to wait for. */
export async function startMongoContainer(): Promise<Contained> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const started = await new GenericContainer(images.mongo)
    .withCommand(['mongod', '--replSet', 'rs0', '--bind_ip_all'])
    .withExposedPorts(27_017)
    .withWaitStrategy(Wait.forLogMessage(/Waiting for connections/))
    .start();
  const initiate = 'rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "127.0.0.1:27017" }] }); while (!db.hello().isWritablePrimary) sleep(50);';
  const { exitCode, output } = await started.exec(['mongosh', '--quiet', '--eval', initiate]);
  if (exitCode !== 0) throw new Error(`MongoDB did not become a replica set: ${output}`);
  const stop = async (): Promise<void> => { await started.stop(); };
  return { address: `mongodb://${started.getHost()}:${started.getMappedPort(27_017)}/?directConnection=true`, stop };
}

/** The broker must tell its clients the port they reach it by, which is known only once it is mapped: so it waits for its settings. */
const broker = (host: string, port: number): string => `
cat > /tmp/server.properties <<'END'
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:9093
listeners=PLAINTEXT://0.0.0.0:9092,CONTROLLER://127.0.0.1:9093
advertised.listeners=PLAINTEXT://${host}:${port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs=/tmp/kafka
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
offsets.topic.replication.factor=1
offsets.topic.num.partitions=3
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
END
/opt/kafka/bin/kafka-storage.sh format -t "$(/opt/kafka/bin/kafka-storage.sh random-uuid)" -c /tmp/server.properties
exec /opt/kafka/bin/kafka-server-start.sh /tmp/server.properties
`;

/** One Kafka broker. */
export async function startKafkaContainer(): Promise<Contained> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = new GenericContainer(images.kafka)
    .withExposedPorts(9_092)
    .withEntrypoint(['sh', '-c', 'while [ ! -f /tmp/run.sh ]; do sleep 0.1; done; exec sh /tmp/run.sh'])
    .withWaitStrategy(Wait.forSuccessfulCommand('true'));
  const started = await container.start();
  const [host, port] = [started.getHost(), started.getMappedPort(9_092)];
  await started.copyContentToContainer([{ content: broker(host, port), target: '/tmp/run.sh' }]);
  const { exitCode, output } = await started.exec(['sh', '-c', `for i in $(seq 120); do /opt/kafka/bin/kafka-broker-api-versions.sh --bootstrap-server 127.0.0.1:9092 >/dev/null 2>&1 && exit 0; sleep 0.5; done; exit 1`]);
  if (exitCode !== 0) throw new Error(`Kafka did not start in its container: ${output}`);
  const stop = async (): Promise<void> => { await started.stop(); };
  return { address: `${host}:${port}`, stop };
}
