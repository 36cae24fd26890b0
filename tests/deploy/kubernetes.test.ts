import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { serviceNames } from '../../services/instance/src/services.ts';
import { instanceSettings } from '../../services/instance/src/settings.ts';

const folder = join(import.meta.dirname, '../../deploy/kubernetes');
const textOf = (path: string): string => readFileSync(join(folder, path), 'utf8');
const everyFile = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));

interface Kustomization {
  readonly resources: readonly string[];
  readonly configMapGenerator?: readonly { readonly name: string; readonly literals: readonly string[] }[];
}
const kustomization = (path: string): Kustomization => parse(textOf(join(path, 'kustomization.yaml'))) as Kustomization;
const literalsOf = (path: string): readonly string[] => kustomization(path).configMapGenerator?.flatMap(({ literals }) => literals) ?? [];
const asEnvironment = (literals: readonly string[]): Record<string, string> => Object.fromEntries(literals.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));

/** Our own settings, and those of OpenTelemetry, which are its own. */
const known = new Set(Object.keys(instanceSettings.shape));
const namesIn = (text: string): string[] => text.match(/\b(?:CPOM_[A-Z_]+|MONGO_URL|KAFKA_BROKERS)\b/g) ?? [];

test.each(everyFile)('given %s, when it names a setting, then the program knows it', (path) => {
  expect(namesIn(textOf(path)).filter((name) => !known.has(name))).toEqual([]);
});

describe.each(['region', 'nation'] as const)('a %s', (kind) => {
  test('given the services that such an instance has, when it is deployed, then each is there and no other', () => {
    const deployed = kustomization(kind).resources.filter((resource) => resource.startsWith('../services/')).map((resource) => resource.replace('../services/', ''));
    expect(deployed.sort()).toEqual([...serviceNames[kind]].sort());
  });

  test('given what it is told, when the program reads it with what an example adds, then it is accepted, and the services that are called have an address', () => {
    const environment = asEnvironment([...literalsOf(kind), ...literalsOf(`examples/${kind === 'nation' ? 'nation' : '24'}`)]);
    const settings = instanceSettings.parse(environment);
    const called = serviceNames[kind].filter((service) => service !== 'gateway' && service !== 'gate');
    expect([...settings.CPOM_ADDRESSES.keys()].sort()).toEqual([...called].sort());
    expect(settings.CPOM_ENGINE).toBe('distributed');
  });
});

describe.each([...new Set(Object.values(serviceNames).flat())])('the service %s', (service) => {
  const text = textOf(`services/${service}/kustomization.yaml`);
  test('given its folder, when it is read, then it is told who it is and has a private key of its own and no other', () => {
    expect(text).toContain(`{ name: CPOM_SERVICE, value: ${service} }`);
    expect(text.match(/key-[a-z]+/g)).toEqual([`key-${service}`]);
  });
});

test('given a container, when it runs, then it is nobody in particular, cannot write but in its temporary folder, and says whether it is well', () => {
  const deployment = parse(textOf('services/base/deployment.yaml')) as { spec: { template: { spec: { securityContext: object; containers: readonly Record<string, object>[] } } } };
  const { securityContext, containers: [container] } = deployment.spec.template.spec;
  expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(container).toMatchObject({
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    readinessProbe: { httpGet: { path: '/health/ready' } }, livenessProbe: { httpGet: { path: '/health/live' } },
    resources: { requests: { memory: expect.any(String) }, limits: { memory: expect.any(String) } },
  });
});
