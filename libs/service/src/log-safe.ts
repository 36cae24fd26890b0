import { isNativeError } from 'node:util/types';

/** Keys whose values are names of our own parts, codes and counts. What stands under any other key is withheld, so that a new one is thought about. */
const known: ReadonlySet<string> = new Set([
  'trace_id', 'span_id', 'trace_flags', 'check', 'code', 'group', 'stream', 'id', 'pump', 'loop', 'pause', 'cause', 'rpc', 'requestId', 'peer', 'instance', 'service', 'status', 'said',
  'kafka', 'broker', 'clientId', 'groupId', 'topic', 'partition', 'offset', 'retryCount', 'retryTime', 'correlationId', 'size', 'type', 'epoch', 'position', 'memberId', 'host', 'port',
]);
/** Keys that hold a technical sentence of a library of ours: kept, without what it quotes. */
const sentences: ReadonlySet<string> = new Set(['error', 'reason']);

const withheld = '[withheld]';
const identifier = /^[A-Za-z0-9_.:/+=-]{1,200}$/;
/** A social-security number has 13 or 15 digits. */
const manyDigits = /\d(?:[ .]?\d){12,}/;

/** A sentence without what it quotes, without addresses, long numbers and words that are not plain English letters. */
export const masked = (sentence: string): string => sentence.split('\n', 1).join('').slice(0, 400)
  .replace(/«[^»]*»?|“[^”]*”?|"[^"]*"?|`[^`]*`?|'[^']*'|<[^>]*>?|\{.*$/g, '…')
  .replace(/\S+@\S+/g, '…').replace(/\d(?:[ .-]?\d){8,}/g, '…').replace(/\S*[^\x20-\x7e…]\S*/g, '…');

/** Whose sentences are technical: the machine's, the language's, the database's, the broker's. */
function speaksOfTheMachine(error: Error): boolean {
  if ('syscall' in error || /^(?:Mongo|Kafka|TypeError|RangeError|ReferenceError)/.test(error.name)) return true;
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('ERR_');
}

const frames = (stack = ''): string[] => stack.split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim()).slice(0, 20);
const ours = (frame = ''): boolean => /\/(?:libs|services)\/[^/]+\/src\//.test(frame) && !frame.includes('node_modules');

/** An error as a log may keep it: what kind, where, and its words only when they are of the machine or of our own code, without what they quote. */
export function safeError(error: unknown, depth = 0): unknown {
  if (!isNativeError(error)) return { type: typeof error };
  const at = frames(error.stack);
  const tells = speaksOfTheMachine(error) || (error.name === 'Error' && !('code' in error) && ours(at[0]));
  const code = 'code' in error && (typeof error.code === 'number' || identifier.test(String(error.code))) ? { code: error.code } : {};
  return {
    type: error.name, ...code, message: tells ? masked(error.message) : withheld, at,
    ...(error.cause !== undefined && depth < 3 ? { cause: safeError(error.cause, depth + 1) } : {}),
  };
}

function safeValue(key: string, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (key === 'err' || isNativeError(value)) return safeError(value);
  if (sentences.has(key) && typeof value === 'string') return masked(value);
  if (!known.has(key)) return withheld;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && identifier.test(value) && !manyDigits.test(value) ? value : withheld;
}

/** What a log line may hold of the data given to it: nothing that a person wrote or is called, whoever passes it by mistake. */
export const safeData = (data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, safeValue(key, value)]));
