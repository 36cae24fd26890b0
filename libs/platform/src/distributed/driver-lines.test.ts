import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { endingWithLine, mendDriver, type Line } from './driver-lines.ts';

const lineOf = (): Line & EventEmitter & { error: Error | null } => Object.assign(new EventEmitter(), { error: null });
const lost = new Error('connection 1 to 127.0.0.1:27017 closed');

test('given a write that is never taken, when its line is closed, then it ends with what the line says', async () => {
  const line = lineOf();
  const written = endingWithLine(() => new Promise(() => undefined)).call(line, 'command');
  line.error = lost;
  line.emit('close');
  await expect(written).rejects.toBe(lost);
  expect(line.listenerCount('close')).toBe(0);
});

test('given a write that is taken, or refused, then it ends as the driver says, and leaves nothing on the line', async () => {
  const line = lineOf();
  expect(await endingWithLine(function (...args) { return Promise.resolve([this === line, ...args]); }).call(line, 'command', 7)).toEqual([true, 'command', 7]);
  await expect(endingWithLine(() => Promise.reject(lost)).call(line)).rejects.toBe(lost);
  expect(line.listenerCount('close')).toBe(0);
});

test('given the driver that mongoose uses, then it is mended, once', () => {
  mendDriver();
  const driver = createRequire(createRequire(import.meta.url).resolve('mongoose'));
  const { Connection } = driver('mongodb/lib/cmap/connection.js') as { Connection: { prototype: { writeCommand: unknown } } };
  const mended = Connection.prototype.writeCommand;
  mendDriver();
  expect(Connection.prototype.writeCommand).toBe(mended);
});
