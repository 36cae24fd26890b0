import type { Day } from '@cpom/kernel';
import { AdoptCoreRequest } from '@cpom/proto/indicators/v1/indicators';
import type { RunningInstance } from '../start-instance.ts';
import { around } from './dates.ts';
import { loadDirectory } from './directory/load.ts';
import { readMarker, writeMarker } from './marker.ts';
import { loadPastContracts } from './past/contracts.ts';
import { loadPastValues } from './past/values.ts';
import { loadPresent } from './present/load.ts';
import { openSession, type Session } from './session.ts';

export interface Loading {
  /** The instance's folder, where it is noted that the data are there. */
  readonly dir: string;
  /** The day that the living present is told from. */
  readonly today: Day;
  /** Loads even if it was done before: each request has its cause, so nothing changes. */
  readonly again?: boolean;
  /** Only organisations and people: enough to sign in and work. */
  readonly peopleOnly?: boolean;
}

async function loadRegion(session: Session): Promise<void> {
  const { instance } = session;
  const indicators = await session.indicators();
  await Promise.all([indicators.adoptCore(AdoptCoreRequest.fromPartial({ cause: 'demo-core' })), loadDirectory(session)]);
  // The rules look at what the directory said: accreditations first.
  await instance.caughtUp();
  await loadPastContracts(session, { role: 'dreets-agent', organisation: instance.info.authority });
  await instance.caughtUp();
  await loadPastValues(session);
  await loadPresent(session);
}

/**
 * Loads the demonstration data of one instance, once; says whether there was something to do. What was cut off goes on from the day it
 * began on, so that the same requests are the same. Waits until all of it can be read here.
 */
export async function loadDemo(instance: RunningInstance, { dir, today, again = false, peopleOnly = false }: Loading): Promise<boolean> {
  const before = await readMarker(dir);
  if (before?.complete && !again) return false;
  const marker = { today: before?.today ?? today, complete: false };
  await writeMarker(dir, marker);
  const session = openSession(instance, around(marker.today));
  try {
    await (instance.info.kind === 'region' && !peopleOnly ? loadRegion(session) : loadDirectory(session));
    await instance.caughtUp();
  } finally {
    session.close();
  }
  await writeMarker(dir, { ...marker, complete: true });
  return true;
}
