/** Names of the OpenTelemetry specification that say where telemetry goes: without one of them, nothing is started. */
const destinations = [
  'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
  'OTEL_TRACES_EXPORTER', 'OTEL_METRICS_EXPORTER', 'OTEL_CONFIG_FILE',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the settings ask for telemetry. */
export const asksForTelemetry = (env: Environment): boolean =>
  env.OTEL_SDK_DISABLED?.trim().toLowerCase() !== 'true' && destinations.some((name) => (env[name] ?? '').trim() !== '');

/** What every figure and span of the process says of where it comes from, unless OTEL_SERVICE_NAME or OTEL_RESOURCE_ATTRIBUTES say otherwise. */
export function resourceOf(env: Environment, version: string): Record<string, string> {
  const named = env.OTEL_SERVICE_NAME !== undefined || /(?:^|,)\s*service\.name=/.test(env.OTEL_RESOURCE_ATTRIBUTES ?? '');
  return {
    ...(named ? {} : { 'service.name': env.CPOM_SERVICE ?? 'cpom' }),
    'service.namespace': 'cpom',
    'service.version': version,
    ...(env.CPOM_INSTANCE ? { 'cpom.instance': env.CPOM_INSTANCE } : {}),
  };
}
