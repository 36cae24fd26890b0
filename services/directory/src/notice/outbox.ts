import { Refusal } from '@cpom/kernel';
import type { State } from '@cpom/platform';

/** How a person is written to. */
export const noticeChoices = ['immediate', 'daily', 'none'] as const;
export type NoticeChoice = (typeof noticeChoices)[number];

/** Waiting to leave, gone, not gone (with why), or not wanted. */
export type NoticeStatus = 'queued' | 'sent' | 'failed' | 'muted';
/** Why a mail did not leave. */
export type Trouble = '' | 'refused' | 'unreachable' | 'left' | 'late';

/** One notice to one person. Who that is stands in `People` only: no name and no address here. */
export type Notice = {
  readonly personId: string;
  readonly cause: string;
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
  readonly path: string;
  readonly organisation: string;
  readonly role: string;
  readonly createdAt: string;
  /** YYYY-MM-DD: not before. */
  readonly sendOn: string;
  readonly digest: boolean;
  readonly status: NoticeStatus;
  readonly sentAt: string;
  readonly attempts: number;
  /** When a failed one is tried again; empty: it is not. */
  readonly nextTryAt: string;
  readonly trouble: Trouble;
};

/**
 * The notices, durable in `State`: one a person and cause, for ever once it was made, however often it is asked for and across restarts.
 * All of them are also kept in memory: the calendar looks every minute.
 */
export interface Outbox {
  has(personId: string, cause: string): boolean;
  /** Says whether it was new. */
  add(notice: Notice): Promise<boolean>;
  change(notice: Notice, to: Partial<Notice>): Promise<void>;
  /** The newest first. */
  all(): readonly Notice[];
  choiceOf(personId: string): NoticeChoice;
  /** Refuses `invalid` what is no choice. */
  choose(personId: string, choice: string): Promise<NoticeChoice>;
  /** Forgets what was made before. */
  forget(before: string): Promise<void>;
}

const keyOf = ({ personId, cause }: Pick<Notice, 'personId' | 'cause'>): string => `notice:${personId}:${cause}`;
const choiceKey = 'notice-choice:';
const isChoice = (text: string): text is NoticeChoice => (noticeChoices as readonly string[]).includes(text);

type Kept = Map<string, Notice>;

async function changed(state: State, kept: Kept, notice: Notice, to: Partial<Notice>): Promise<void> {
  const after: Notice = { ...notice, ...to };
  await state.put(keyOf(notice), after);
  kept.set(keyOf(notice), after);
}

async function added(state: State, kept: Kept, notice: Notice): Promise<boolean> {
  const key = keyOf(notice);
  if (kept.has(key) || !(await state.put(key, notice, 0))) return false;
  kept.set(key, notice);
  return true;
}

async function chosen(state: State, choices: Map<string, NoticeChoice>, personId: string, choice: string): Promise<NoticeChoice> {
  if (!isChoice(choice)) throw new Refusal('invalid', 'Choisissez un envoi immédiat, quotidien ou aucun envoi.', [{ field: 'choice', message: 'Choisissez une des trois possibilités.' }]);
  await state.put(choiceKey + personId, choice);
  choices.set(personId, choice);
  return choice;
}

/** Opens what earlier runs left. One process at a time keeps it. */
export async function openOutbox(state: State): Promise<Outbox> {
  const kept: Kept = new Map((await state.list<Notice>('notice:')).map(({ key, value }) => [key, value]));
  const choices = new Map((await state.list<NoticeChoice>(choiceKey)).map(({ key, value }) => [key.slice(choiceKey.length), value]));
  return {
    has: (personId, cause) => kept.has(keyOf({ personId, cause })),
    add: (notice) => added(state, kept, notice),
    change: (notice, to) => changed(state, kept, notice, to),
    all: () => [...kept.values()].sort((a, b) => (a.createdAt === b.createdAt ? (a.cause < b.cause ? -1 : 1) : a.createdAt < b.createdAt ? 1 : -1)),
    choiceOf: (personId) => choices.get(personId) ?? 'immediate',
    choose: (personId, choice) => chosen(state, choices, personId, choice),
    forget: async (before) => {
      for (const [key, { createdAt }] of kept) {
        if (createdAt >= before) continue;
        await state.delete(key);
        kept.delete(key);
      }
    },
  };
}
