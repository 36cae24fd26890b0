/** Wraps each text that a user may have written: the tests put a script into every one of them. */
export type Say = (text: string) => string;
