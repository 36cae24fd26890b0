import { expect, test } from '@jest/globals';
import { asksForTelemetry, resourceOf } from './asked.ts';

test.each([
  ['nothing', {}, false],
  ['only a name', { OTEL_SERVICE_NAME: 'x', OTEL_RESOURCE_ATTRIBUTES: 'a=b' }, false],
  ['an empty place', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, false],
  ['a place', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, true],
  ['a place for figures alone', { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://127.0.0.1:4318' }, true],
  ['an exporter', { OTEL_TRACES_EXPORTER: 'console' }, true],
  ['a place, and that it is off', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_SDK_DISABLED: 'TRUE' }, false],
])('given settings that say %s, then telemetry is started: %s', (_what, env, started) => {
  expect(asksForTelemetry(env)).toBe(started);
});

test('given a process, then its figures say its instance and service, unless the standard settings name it', () => {
  expect(resourceOf({ CPOM_INSTANCE: '24', CPOM_SERVICE: 'contracts' }, '1')).toEqual({ 'service.name': 'contracts', 'service.namespace': 'cpom', 'service.version': '1', 'cpom.instance': '24' });
  expect(resourceOf({ OTEL_SERVICE_NAME: 'mine' }, '1')).not.toHaveProperty('service.name');
  expect(resourceOf({ OTEL_RESOURCE_ATTRIBUTES: 'a=b,service.name=mine' }, '1')).not.toHaveProperty('service.name');
  expect(resourceOf({}, '1')).toMatchObject({ 'service.name': 'cpom' });
});
