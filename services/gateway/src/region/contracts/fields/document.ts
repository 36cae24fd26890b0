import type { Document } from '@cpom/proto/contracts/v1/facts';
import { AttachDocumentRequest } from '@cpom/proto/contracts/v1/contracts';
import type { Upload } from '../../../web/uploads.ts';
import { readLatest } from '../about.ts';
import type { RegionVisit } from '../../calls.ts';

/** Attaches a document and says under which id: its cause comes from the form's, so that a repeat attaches nothing twice. */
export async function attach(visit: RegionVisit, contract: string, cause: string, kind: string, file: Upload): Promise<{ readonly id: string; readonly position: number }> {
  const { sha256, size, name, mediaType } = file;
  const document: Partial<Document> = { kind, name, mediaType, size, sha256 };
  const { position } = await visit.calls.contracts.attachDocument(AttachDocumentRequest.fromPartial({ cause: `${cause}-piece`, id: contract, document }));
  const { documents } = await readLatest(visit, contract, position);
  return { id: documents.findLast((one) => one.sha256 === sha256)?.id ?? '', position };
}
