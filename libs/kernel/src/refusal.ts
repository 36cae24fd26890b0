/** Why an answer is "no". Mapped once to gRPC (`libs/service`) and once to HTTP (`services/gateway`). */
export type RefusalCode =
  | 'invalid' // the request is malformed or a field is wrong
  | 'rule' // a rule of law or of the field stands against it
  | 'conflict' // somebody changed the same thing meanwhile
  | 'not-found'
  | 'unauthenticated'
  | 'forbidden'
  | 'too-large'
  | 'too-many'
  | 'diverged' // a cursor speaks of a history that this journal does not hold
  | 'unavailable';

/** Where a refusal belongs in a form or a file: a field's name, a line, a column. */
export interface RefusalDetail {
  readonly field: string;
  readonly message: string;
}

/**
 * An answer to the caller, in French, fit for the user: which rule, and what to do.
 * Anything else that is thrown is a fault.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: readonly RefusalDetail[];

  constructor(code: RefusalCode, message: string, details: readonly RefusalDetail[] = []) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

/** The one refusal for a wrong field: the message stands both in the summary and beside the field. */
export const invalidField = (field: string, message: string): Refusal =>
  new Refusal('invalid', message, [{ field, message }]);
