import { earliest, type Day } from '@cpom/kernel';
import type { Opinion, Party } from '@cpom/proto/contracts/v1/facts';
import type { Contract } from './contract.ts';
import { known } from './reading.ts';

const toCome = (text: string, on: Day): boolean => {
  const date = known(text);
  return date !== undefined && earliest(date) > on;
};

const opinionOn = (opinion: Opinion, on: Day): readonly Opinion[] => {
  if (toCome(opinion.askedOn, on)) return [];
  return [toCome(opinion.givenOn, on) ? { ...opinion, givenOn: '', sense: '', comment: '', document: '' } : opinion];
};

const partyOn = (party: Party, on: Day): Party => (toCome(party.withdrawnOn, on) ? { ...party, withdrawnOn: '', withdrawnReason: '' } : party);

/** What had happened in law by a day: later opinions, signatures, withdrawals and stages are left out. Facts without a date stay. */
export function contractOn(contract: Contract, on: Day): Contract {
  return {
    ...contract,
    parties: contract.parties.map((party) => partyOn(party, on)),
    opinions: contract.opinions.flatMap((opinion) => opinionOn(opinion, on)),
    signatures: contract.signatures.filter((signature) => !toCome(signature.signedOn, on)),
    stages: contract.stages.filter((entry) => !toCome(entry.on, on)),
  };
}
