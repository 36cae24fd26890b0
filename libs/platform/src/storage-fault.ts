/** What a full, failing or crowded disk answers. */
const ofDisk: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS', 'EMFILE', 'ENFILE']);
// SQLITE_ERROR, TOOBIG, CONSTRAINT, MISMATCH, RANGE: about what was asked. Everything else is about the file.
const aboutTheQuestion: ReadonlySet<number> = new Set([1, 18, 19, 20, 25]);
// BadValue, FailedToParse, TypeMismatch, DocumentValidationFailure, BSONObjectTooLarge, DuplicateKey: likewise.
const aboutTheDocument: ReadonlySet<unknown> = new Set([2, 9, 14, 121, 10_334, 11_000]);

type Told = { readonly code?: unknown; readonly errcode?: unknown; readonly name?: unknown; readonly cause?: unknown };

function isOne({ code, errcode, name }: Told): boolean {
  if (ofDisk.has(code)) return true;
  if (code === 'ERR_SQLITE_ERROR') return typeof errcode === 'number' && !aboutTheQuestion.has(errcode & 0xff);
  return typeof name === 'string' && /^Mongo/.test(name) && name !== 'MongoInvalidArgumentError' && !aboutTheDocument.has(code);
}

/**
 * Says whether a fault is the storage's own, of either engine: no room, a file that cannot be read, a database that is away. What was being
 * handled is then not to blame, and is tried again for as long as it lasts.
 */
export function isStorageFault(error: unknown): boolean {
  for (let told = error, depth = 0; typeof told === 'object' && told !== null && depth < 5; told = (told as Told).cause, depth += 1) {
    if (isOne(told)) return true;
  }
  return false;
}
