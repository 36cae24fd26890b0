import { ImportContractRequest, type DepositedFile } from '@cpom/proto/contracts/v1/contracts';
import { fine, wrong, type Parsed, type Problem } from './problems.ts';
import type { ContractFile } from './schema.ts';

interface Named {
  readonly place: string;
  readonly name: string;
  readonly kind: string;
}

/** Files that the contract names, each once, with where it first does. */
function namedFiles(file: ContractFile): readonly Named[] {
  const all: readonly Named[] = [
    ...file.files.map(({ name, kind }, index) => ({ place: `files.${index}.name`, name, kind })),
    ...file.opinions.map(({ file: name }, index) => ({ place: `opinions.${index}.file`, name, kind: 'opinion' })),
    ...file.signatures.map(({ file: name }, index) => ({ place: `signatures.${index}.file`, name, kind: 'signed-scan' })),
  ];
  return all.filter((one, index) => one.name !== '' && all.findIndex((other) => other.name === one.name) === index);
}

/** The request that records the contract; a file that was not deposited is a problem, never left out. */
export function toRequest(file: ContractFile, deposited: readonly DepositedFile[]): Parsed<ImportContractRequest> {
  const named = namedFiles(file);
  const found = (name: string): DepositedFile | undefined => deposited.find((one) => one.name === name);
  const missing = named.filter((one) => found(one.name) === undefined)
    .map((one): Problem => ({ place: one.place, message: `Le fichier « ${one.name} » n'a pas été déposé avec le contrat.` }));
  if (missing.length > 0) return wrong(missing);
  const documents = named.map((one, index) => ({ ...found(one.name), id: `file-${index + 1}`, kind: one.kind, name: one.name }));
  const idOf = (name: string): string => documents.find((one) => one.name === name)?.id ?? '';
  const { reference, title, shape, commonReference, context, visas, followUp, pdpCell, noConvention, linesShared } = file;
  const { effect, effectiveFrom, expiresOn, provisional, followUpOn, expiryWording: wording, extended } = file;
  return fine(ImportContractRequest.fromPartial({
    heading: { reference, title, shape, commonReference, context, visas, followUp, pdpCell, noConvention, linesShared },
    term: { effect, effectiveFrom, expiresOn, provisional, followUpOn, wording, extended },
    parties: file.parties, sheets: file.sheets, stages: file.stages, documents, origin: file.origin,
    opinions: file.opinions.map(({ file: name, ...opinion }) => ({ ...opinion, document: idOf(name) })),
    signatures: file.signatures.map(({ file: name, ...signature }) => ({ ...signature, scan: idOf(name) })),
  }));
}
