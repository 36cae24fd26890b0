import type { Identity } from '@cpom/service';
import { openKeyring } from '../keyring.ts';
import { readKeyring } from '../keys.ts';

/** Who loads the demonstration's data speaks as the instance itself and, like the gateway, for its people; the folder holds both keys. */
export async function loaderIdentity(folder: string, code: string): Promise<Identity> {
  const as = async (self: string): Promise<Identity> => openKeyring(await readKeyring(folder, self), code, Date.now);
  const [own, gateway] = [await as('instance'), await as('gateway')];
  return { verify: own.verify, sign: (caller, readAt) => (caller.kind === 'person' ? gateway : own).sign(caller, readAt) };
}
