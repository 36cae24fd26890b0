import { Refusal } from '@cpom/kernel';
import type { Allowed, Handlers } from '@cpom/service';
import type { DirectoryServer, ListOutboxRequest, Notice as NoticeMessage, NoticePage } from '@cpom/proto/directory/v1/directory';
import type { People } from '../person/people.ts';
import type { Notice, Outbox } from './outbox.ts';

export interface NoticeDeps {
  readonly outbox: Outbox;
  readonly people: Pick<People, 'byId'>;
  /** Whether a mail server is set. */
  readonly mailing: boolean;
}

type Names = 'listNotices' | 'setNoticeChoice' | 'listOutbox';

const mostRows = 500;

/** Who asks for what is theirs; a service has nothing of its own. */
function personOf({ caller }: Allowed): string {
  if (caller.kind === 'person') return caller.personId;
  throw new Refusal('forbidden', 'Ces messages sont ceux de la personne connectée.');
}

const toMessage = (notice: Notice, email: string): NoticeMessage => ({
  id: `${notice.personId}:${notice.cause}`, kind: notice.kind, subject: notice.subject, text: notice.text, path: notice.path, role: notice.role, organisation: notice.organisation,
  status: notice.status, createdAt: notice.createdAt, sentAt: notice.sentAt, digest: notice.digest, trouble: notice.trouble, nextTryAt: notice.nextTryAt, email,
});

const paged = <T>(rows: readonly T[], { offset, limit }: { readonly offset: number; readonly limit: number }): readonly T[] => rows.slice(offset, offset + Math.min(limit || 50, mostRows));

async function outboxPage({ outbox, people, mailing }: NoticeDeps, request: ListOutboxRequest): Promise<Omit<NoticePage, 'choice'>> {
  const { organisation, status, kind, oldestFirst } = request;
  const fits = (wanted: string, value: string): boolean => wanted === '' || wanted === value;
  const found = outbox.all().filter((notice) => fits(organisation, notice.organisation) && fits(status, notice.status) && fits(kind, notice.kind));
  const rows = paged(oldestFirst ? [...found].reverse() : found, request);
  const notices = await Promise.all(rows.map(async (notice) => toMessage(notice, (await people.byId(notice.personId))?.email ?? '')));
  return { notices, total: found.length, mailing };
}

/** The RPCs about what people are written. */
export function noticeHandlers(deps: NoticeDeps): Pick<Handlers<DirectoryServer>, Names> {
  const { outbox, mailing } = deps;
  return {
    listNotices: async (request, allowed) => {
      const personId = personOf(allowed);
      const mine = outbox.all().filter((notice) => notice.personId === personId);
      return Promise.resolve({ notices: paged(mine, request).map((notice) => toMessage(notice, '')), total: mine.length, choice: outbox.choiceOf(personId), mailing });
    },
    setNoticeChoice: async ({ choice }, allowed) => ({ choice: await outbox.choose(personOf(allowed), choice) }),
    listOutbox: async (request, allowed) => {
      const { caller } = allowed;
      return { ...(await outboxPage(deps, request)), choice: caller.kind === 'person' ? outbox.choiceOf(caller.personId) : '' };
    },
  };
}
