/** A kind of document we take: how its name ends, and what its first and last bytes must look like. */
export interface FileKind {
  readonly extensions: readonly string[];
  readonly mediaType: string;
  readonly label: string;
  starts(head: Buffer): boolean;
  /** `tail`: the last bytes, at most 256 kB. */
  ends(tail: Buffer): boolean;
}

const startsWith = (signature: string) => (head: Buffer): boolean =>
  head.subarray(0, signature.length).equals(Buffer.from(signature, 'latin1'));

const isZip = startsWith('PK\u0003\u0004');

/** The list of a zip's files stands at its end: Office documents are told apart there. Macros are not taken. */
const zipHolding = (entry: string) => (tail: Buffer): boolean =>
  tail.includes('PK\u0005\u0006') && tail.includes(entry) && !tail.includes('vbaProject.bin');

const odtType = 'application/vnd.oasis.opendocument.text';
const openXml = 'application/vnd.openxmlformats-officedocument';

export const fileKinds: readonly FileKind[] = [
  { extensions: ['pdf'], mediaType: 'application/pdf', label: 'PDF', starts: startsWith('%PDF-'), ends: (tail) => tail.includes('%%EOF') },
  {
    extensions: ['odt'], mediaType: odtType, label: 'ODT',
    starts: (head) => isZip(head) && head.subarray(30).toString('latin1').startsWith(`mimetype${odtType}`),
    ends: zipHolding('content.xml'),
  },
  {
    extensions: ['docx'], mediaType: `${openXml}.wordprocessingml.document`, label: 'DOCX',
    starts: isZip, ends: zipHolding('word/document.xml'),
  },
  { extensions: ['xlsx'], mediaType: `${openXml}.spreadsheetml.sheet`, label: 'XLSX', starts: isZip, ends: zipHolding('xl/workbook.xml') },
  {
    extensions: ['png'], mediaType: 'image/png', label: 'PNG',
    starts: startsWith('\u0089PNG\r\n\u001a\n'), ends: (tail) => tail.includes('IEND'),
  },
  {
    extensions: ['jpg', 'jpeg'], mediaType: 'image/jpeg', label: 'JPEG',
    starts: startsWith('\u00ff\u00d8\u00ff'), ends: (tail) => tail.includes(Buffer.from([0xff, 0xd9])),
  },
];

/** For the `accept` of a file input. */
export const acceptedExtensions = fileKinds.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`)).join(',');

/** The kind a file's name announces, if we take it. */
export function kindOf(name: string): FileKind | undefined {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return fileKinds.find(({ extensions }) => extensions.includes(extension));
}
