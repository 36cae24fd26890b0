import type { AddressInfo } from 'node:net';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { RequestHandler } from 'express';
import { connectWithin, observedHttp, withHealth, type Connection, type Running, type ServiceDeps } from '@cpom/service';
import { CollectorClient, type CollectorServer } from '@cpom/proto/collector/v1/collector';
import { ContractsClient, type ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import { DirectoryClient, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { IndicatorsClient, type IndicatorsServer } from '@cpom/proto/indicators/v1/indicators';
import { NationalClient, type NationalServer } from '@cpom/proto/national/v1/national';
import { publicRoutes } from './common/public.ts';
import type { GatewayConfig } from './config.ts';
import { nationNav } from './nation/nav.ts';
import { nationRoutes } from './nation/routes.ts';
import { regionNav } from './region/nav.ts';
import { regionRoutes } from './region/routes.ts';
import { createSignIn, type SignIn } from './signin/index.ts';
import { messagePages } from './site/messages.ts';
import { mountRoutes, type MountDeps } from './site/mount.ts';
import { createPeople, type People } from './site/people.ts';
import { assetHandlers, newSecret, visitsOf } from './site/site.ts';
import { createWeb } from './web/app.ts';

type Directory = Connection<DirectoryServer>;

interface Pages {
  readonly router: RequestHandler;
  readonly deps: Pick<MountDeps<unknown>, 'publicFrame'>;
  close(): void;
}

/** A site is not ready while a service that its pages call does not answer. */
function needed<S>({ health }: ServiceDeps, service: string, connection: Connection<S>): Connection<S> {
  health?.watch(`gateway: ${service}`, connection.reachable);
  return connection;
}

function regionPages(deps: ServiceDeps, config: GatewayConfig, directory: Directory, people: People): Pages {
  const contracts = needed(deps, 'contracts', connectWithin<ContractsServer, ContractsClient>(deps, ContractsClient, 'contracts'));
  const indicators = needed(deps, 'indicators', connectWithin<IndicatorsServer, IndicatorsClient>(deps, IndicatorsClient, 'indicators'));
  const mounting = visitsOf(deps, config, people, {
    callsFor: (token) => ({ directory: directory.as(token), contracts: contracts.as(token), indicators: indicators.as(token) }),
    nav: regionNav,
  });
  return { router: mountRoutes(regionRoutes, publicRoutes, mounting), deps: mounting, close: () => { contracts.close(); indicators.close(); } };
}

function nationPages(deps: ServiceDeps, config: GatewayConfig, directory: Directory, people: People): Pages {
  const national = needed(deps, 'national', connectWithin<NationalServer, NationalClient>(deps, NationalClient, 'national'));
  const collector = needed(deps, 'collector', connectWithin<CollectorServer, CollectorClient>(deps, CollectorClient, 'collector'));
  const mounting = visitsOf(deps, config, people, {
    callsFor: (token) => ({ directory: directory.as(token), national: national.as(token), collector: collector.as(token) }),
    nav: nationNav,
  });
  return { router: mountRoutes(nationRoutes, publicRoutes, mounting), deps: mounting, close: () => { national.close(); collector.close(); } };
}

function listenHttp(handler: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer(handler);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => { resolve(server); });
  });
}

function closeHttp(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => { server.closeAllConnections(); }, 2_000);
    server.close(() => { clearTimeout(force); resolve(); });
    server.closeIdleConnections();
  });
}

const sweepEvery = 300_000;

function sweeping(signIn: SignIn, deps: ServiceDeps): NodeJS.Timeout {
  const sweep = (): void => { signIn.sweep().catch((error: unknown) => { deps.log.error({ err: error }, 'expired sessions were not swept'); }); };
  return setInterval(sweep, sweepEvery).unref();
}

/** The instance's only HTTP door: pages, REST, sign-in. Resolves once it listens; rejects when the port is taken. */
export async function startGateway(deps: ServiceDeps, config: GatewayConfig): Promise<Running> {
  const { identity, log, newId, clock } = deps;
  const now = (): number => Date.parse(clock.now());
  const directory: Directory = needed(deps, 'directory', connectWithin<DirectoryServer, DirectoryClient>(deps, DirectoryClient, 'directory'));
  const asGateway = async () => directory.as(await identity.sign({ kind: 'service', service: 'gateway', requestId: newId() }));
  const people = createPeople({ directory: asGateway, now });
  const pages = (deps.instance.kind === 'region' ? regionPages : nationPages)(deps, config, directory, people);
  const signIn = createSignIn({
    state: deps.ports.state, newSecret, now,
    settings: { instance: deps.instance.code, origin: config.origin, provider: config.provider },
    directory: { signIn: async (who) => (await asGateway()).signIn(who) },
  });
  const render = messagePages(pages.deps.publicFrame);
  const app = createWeb({ signIn, render, log, newId, now, assets: await assetHandlers(), routes: [pages.router], proxies: config.proxies, ...(config.rate ? { rate: config.rate } : {}) });
  const server = await listenHttp(withHealth(deps.health, observedHttp(app, deps.instance.code)), config.port, config.host);
  const timer = sweeping(signIn, deps);
  return {
    address: `${config.host}:${(server.address() as AddressInfo).port}`,
    caughtUp: () => Promise.resolve(),
    stop: async () => {
      clearInterval(timer);
      await closeHttp(server);
      pages.close();
      directory.close();
    },
  };
}
