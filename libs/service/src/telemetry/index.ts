export { flushTelemetry } from './end.ts';
export { countingFacts, type CountedFacts } from './facts.ts';
export { observedHttp } from './http.ts';
export { delayMeter, gauged, serviceGauge } from './instruments.ts';
export { observed } from './observe.ts';
export { passing } from './passing.ts';
