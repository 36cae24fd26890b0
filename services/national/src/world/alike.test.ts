import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alike } from './alike.ts';

const rule = (text: string): { readonly text: string } => ({ text });

test('given things that say the same, then they are one thing', () => {
  const one = alike<{ readonly text: string }>(({ text }) => text);
  const first = one(rule('met'));
  expect(one(rule('met'))).toBe(first);
  expect(one(rule('not met'))).not.toBe(first);
});

test('given any things, however many, then each is given back as it was said', () => {
  fc.assert(fc.property(fc.array(fc.string()), (texts) => {
    const one = alike<string>((text) => text);
    expect(texts.map(one)).toEqual(texts);
  }));
  const one = alike<string>((text) => text);
  const many = Array.from({ length: 25_000 }, (_, index) => `said ${index}`);
  expect([...many, ...many].map(one)).toEqual([...many, ...many]);
});
