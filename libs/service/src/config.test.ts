import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { portSetting, readSettings, switchSetting } from './config.ts';

const schema = z.object({ PORT: portSetting(8080), CPOM_PEERS: z.string().default(''), CPOM_PKCE: switchSetting(false) });

test('given nothing, when settings are read, then each has its default', () => {
  expect(readSettings(schema, {})).toEqual({ PORT: 8080, CPOM_PEERS: '', CPOM_PKCE: false });
});
test('given a misspelt name, when settings are read, then it is named with the nearest one', () => {
  expect(() => readSettings(schema, { CPOM_PEER: 'x' })).toThrow('CPOM_PEER is unknown. Did you mean CPOM_PEERS?');
});
test('given several wrong values, when settings are read, then each variable is named', () => {
  expect(() => readSettings(schema, { PORT: 'eighty', CPOM_PKCE: 'peut-être' })).toThrow(/PORT:[\s\S]*CPOM_PKCE:/);
});
test('given variables of others, when settings are read, then they are left alone', () => {
  expect(readSettings(schema, { PATH: '/bin', HOME: '/root' }).PORT).toBe(8080);
});
