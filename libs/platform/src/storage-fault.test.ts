import { expect, test } from '@jest/globals';
import { Refusal } from '@cpom/kernel';
import { isStorageFault } from './storage-fault.ts';

const like = (fields: object): Error => Object.assign(new Error('said'), fields);

test('given what a disk, a file or a database says of itself, then it is a fault of the storage, also behind another error', () => {
  const faults = [
    like({ code: 'ENOSPC' }), like({ code: 'EFBIG' }), like({ code: 'EIO' }),
    like({ code: 'ERR_SQLITE_ERROR', errcode: 778 }), like({ code: 'ERR_SQLITE_ERROR', errcode: 13 }), like({ code: 'ERR_SQLITE_ERROR', errcode: 5 }),
    like({ name: 'MongoServerSelectionError' }), like({ name: 'MongoNetworkError' }), like({ name: 'MongoServerError', code: 1 }), like({ name: 'MongoServerError', code: 13 }), like({ name: 'MongooseServerSelectionError' }),
  ];
  for (const fault of faults) expect([isStorageFault(fault), isStorageFault(new Error('outside', { cause: fault }))]).toEqual([true, true]);
});

test('given what is said of the message or of our own mistake, then it is none', () => {
  const others = [
    new Error('toujours'), new Refusal('invalid', 'illisible'), new TypeError('x'), 'text', undefined, null,
    like({ code: 'ERR_SQLITE_ERROR', errcode: 19 }), like({ code: 'ERR_SQLITE_ERROR', errcode: 2067 }), like({ code: 'ERR_SQLITE_ERROR', errcode: 1 }), like({ code: 'ENOENT' }),
    like({ name: 'MongoServerError', code: 11_000 }), like({ name: 'MongoServerError', code: 10_334 }), like({ name: 'MongoInvalidArgumentError' }),
  ];
  for (const other of others) expect([other, isStorageFault(other)]).toEqual([other, false]);
});

test('given an error that is its own cause, then the question ends', () => {
  const round: { cause?: unknown } = {};
  round.cause = round;
  expect(isStorageFault(round)).toBe(false);
});
