import { environment, type Environment } from '@cpom/service';
import { dockerAnswers, startKafkaContainer, startMongoContainer } from './engine-docker.ts';
import { startLocal } from './engine-local.ts';

/** Where a server came from: given by the environment, a Docker container, or `infra/local`. */
export type Source = 'given' | 'docker' | 'local';

/** Kafka and a database that speaks MongoDB's protocol, for tests. */
export interface Engine {
  readonly mongoUrl: string;
  readonly kafkaBrokers: string;
  /** Which servers these are, in one sentence, as it was printed. */
  readonly said: string;
  readonly kinds: { readonly mongo: Source; readonly kafka: Source };
  /** Ends what was started here and deletes its data; what was given stays. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  readonly broker?: boolean;
}

const words: Readonly<Record<'mongo' | 'kafka', Readonly<Record<Source, string>>>> = {
  kafka: { given: 'Kafka of KAFKA_BROKERS', docker: 'Apache Kafka in Docker', local: 'Apache Kafka from its jars' },
  mongo: { given: 'the database of MONGO_URL', docker: 'MongoDB in Docker', local: 'SecantusDB, a stand-in for MongoDB' },
};

interface Found { readonly address: string; readonly source: Source; stop(): Promise<void> }
const given = (address: string): Found => ({ address, source: 'given', stop: () => Promise.resolve() });

async function fromDocker(mongo: Found | undefined, kafka: Found | undefined): Promise<readonly [Found, Found]> {
  const contained = async (start: typeof startMongoContainer): Promise<Found> => ({ ...(await start()), source: 'docker' });
  const first = mongo ?? (await contained(startMongoContainer));
  return [first, kafka ?? (await contained(startKafkaContainer).catch(async (error: unknown) => { await first.stop(); throw error; }))];
}

async function fromHere(mongo: Found | undefined, kafka: Found | undefined): Promise<readonly [Found, Found]> {
  const local = await startLocal(mongo ? 'kafka' : kafka ? 'database' : undefined);
  const here = (address: string | undefined): Found => ({ address: address ?? '', source: 'local', stop: local.stop });
  return [mongo ?? here(local.mongoUrl), kafka ?? here(local.kafkaBrokers)];
}

async function find({ MONGO_URL, KAFKA_BROKERS, ...env }: Environment, broker: boolean): Promise<readonly [Found, Found]> {
  const [mongo, kafka] = [MONGO_URL ? given(MONGO_URL) : undefined, KAFKA_BROKERS || !broker ? given(KAFKA_BROKERS ?? '') : undefined];
  if (mongo && kafka) return [mongo, kafka];
  return (await dockerAnswers(env)) ? fromDocker(mongo, kafka) : fromHere(mongo, kafka);
}

/**
 * The servers of the distributed engine: MONGO_URL and KAFKA_BROKERS where set, else Docker where it answers, else `infra/local`.
 * Prints which. Rejects, saying what lacks, where none can be had. Names of databases and topics are the test's to make fresh.
 * Without `broker`, only the database is looked for: who asks so calls no broker.
 */
export async function engine(env: Environment = environment(), { broker = true }: EngineOptions = {}): Promise<Engine> {
  const [mongo, kafka] = await find(env, broker);
  const kinds = { mongo: mongo.source, kafka: kafka.source };
  const both = kinds.mongo === 'given' && kinds.kafka === 'given';
  const said = (both && env['ENGINE_SAID']) || `Distributed engine: ${broker ? `${words.kafka[kinds.kafka]}; ` : ''}${words.mongo[kinds.mongo]}.`;
  process.stdout.write(`${said}\n`);
  return { mongoUrl: mongo.address, kafkaBrokers: kafka.address, said, kinds, stop: async () => { await Promise.all([mongo.stop(), kafka.stop()]); } };
}
