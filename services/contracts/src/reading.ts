import { earliest, isLegalDate, latest, type Day, type LegalDate } from '@cpom/kernel';
import type { Party, Signature } from '@cpom/proto/contracts/v1/facts';
import type { Contract } from './contract.ts';

/** A date of a recorded fact; undefined when it is not known. */
export const known = (text: string | undefined): LegalDate | undefined => (text !== undefined && isLegalDate(text) ? text : undefined);

const later = (left: LegalDate, right: LegalDate): LegalDate => (latest(left) >= latest(right) ? left : right);

/** The last of some dates: the one that may fall last. */
export const lastOf = (dates: readonly LegalDate[]): LegalDate | undefined =>
  dates.reduce<LegalDate | undefined>((last, date) => (last === undefined ? date : later(last, date)), undefined);

/** Parties that did not withdraw. */
export const present = (contract: Contract): readonly Party[] => contract.parties.filter((party) => party.withdrawnOn === '');

export const withRole = (contract: Contract, role: string): readonly Party[] => present(contract).filter((party) => party.role === role);

export const idsOf = (parties: readonly Party[]): string[] => parties.map((party) => party.organisation);

/** Those whose signature makes the contract: everybody but the partners. */
export const signatories = (contract: Contract): readonly Party[] => present(contract).filter((party) => party.role !== 'partner');

export const signatureOf = (contract: Contract, organisation: string): Signature | undefined =>
  contract.signatures.find((signature) => signature.organisation === organisation);

/** Signatories whose signature is awaited. */
export const missingSignatures = (contract: Contract): readonly Party[] =>
  signatories(contract).filter((party) => signatureOf(contract, party.organisation) === undefined);

export const allSigned = (contract: Contract): boolean => signatories(contract).length > 0 && missingSignatures(contract).length === 0;

export const isSigned = (contract: Contract): boolean => contract.stage === 'signed';

/** Signing, signed, or recorded afterwards: its signatures are a matter of the day. */
export const isUpForSignature = (contract: Contract): boolean => contract.stage === 'signing' || contract.stage === 'signed' || contract.recordedAfterwards;

/** The last time that a stage was entered. */
export const enteredOn = (contract: Contract, stage: string): LegalDate | undefined =>
  known(contract.stages.findLast((entry) => entry.stage === stage)?.on);

/** When the last party signed; undefined before. */
export const signedOn = (contract: Contract): LegalDate | undefined => (isSigned(contract) ? enteredOn(contract, 'signed') : undefined);

/** When the contract takes effect: at its signature, or on the date it says; undefined while that is not known. */
export const effectiveFrom = (contract: Contract): LegalDate | undefined =>
  contract.term.effect === 'on-date' ? (known(contract.term.effectiveFrom) ?? signedOn(contract)) : signedOn(contract);

export const expiresOn = (contract: Contract): LegalDate | undefined => known(contract.term.expiresOn);

/** The effect date to judge rules by while the contract is not signed: what is known, else the day of judging. */
export const assumedEffect = (contract: Contract, today: Day): LegalDate => effectiveFrom(contract) ?? today;

export const themesOf = (contract: Contract): string[] => [...new Set(contract.sheets.map((sheet) => sheet.theme).filter((theme) => theme !== ''))];

/** True when the second date surely comes before the first. */
export const surelyAfter = (date: LegalDate, other: LegalDate): boolean => earliest(date) > latest(other);

/** Function and seat as the contract gives them, the directory's name else. */
export const nameOfParty = (contract: Contract, organisation: string, names: Names): string =>
  contract.parties.find((party) => party.organisation === organisation)?.writtenName || names(organisation);

/** The name of an organisation for a reader; the id when the directory has not said it yet. */
export type Names = (organisation: string) => string;
