import type { Clock, Heard } from '@cpom/platform';
import { delayMeter } from '@cpom/service';
import { kindOfStream, peerOf } from './heard/types.ts';

const delay = delayMeter('cpom.national.delay', 'Time from hearing a region until the national views show it');

/** Tells how long what was just applied had been here, by region and kind. */
export function shownAfter(heard: readonly Heard[], clock: Clock): void {
  for (const [key, some] of Map.groupBy(heard, ({ stream }) => `${peerOf(stream)} ${kindOfStream(stream) ?? ''}`)) {
    const [peer, kind] = key.split(' ');
    delay(some.map(({ time }) => time), Date.parse(clock.now()), { 'cpom.peer': peer ?? '', 'cpom.kind': kind ?? '' });
  }
}
