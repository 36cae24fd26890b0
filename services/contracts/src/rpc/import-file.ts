import { Refusal, type Actor } from '@cpom/kernel';
import type { Handlers } from '@cpom/service';
import type { ContractsServer, ImportContractRequest, ImportedContract, ImportFileReply, ImportFileRequest, ImportProblem } from '@cpom/proto/contracts/v1/contracts';
import { columns } from '../formats/columns.ts';
import { contractJsonSchema, parseContracts, type ContractFile } from '../formats/contract-file.ts';
import { fine, wrong, type Parsed, type Problem } from '../formats/problems.ts';
import { toRequest } from '../formats/request.ts';
import { parseRows } from '../formats/rows.ts';
import type { RpcDeps } from './deps.ts';
import { importOne } from './import.ts';

/** A contract read from a file, with where it stands in it. */
interface Placed {
  readonly contract: number;
  readonly line?: number;
  readonly file: ContractFile;
}

const problemOf = ({ contract = 0, line = 0, place, message }: Problem): ImportProblem => ({ contract, line, place, message });

function parseJson(json: string): Parsed<unknown> {
  try {
    return fine(JSON.parse(json) as unknown);
  } catch {
    return wrong([{ place: 'fichier', message: 'Ce fichier ne se lit pas : ce n\'est ni du JSON ni du YAML.' }]);
  }
}

function readFile({ json, rows }: ImportFileRequest): Parsed<readonly Placed[]> {
  if (rows.length > 0) {
    const read = parseRows(rows.map((row) => row.cells));
    return read.ok ? fine(read.value.map(({ line, file }, index) => ({ contract: index + 1, line, file }))) : read;
  }
  const data = parseJson(json);
  const read = data.ok ? parseContracts(data.value) : data;
  return read.ok ? fine(read.value.map((file, index) => ({ contract: index + 1, file }))) : read;
}

/** The same reference twice in one file would be one contract recorded over another. */
function twice(placed: readonly Placed[]): Problem[] {
  const references = placed.map(({ file }) => file.reference);
  return placed.filter(({ file }, index) => references.indexOf(file.reference) < index)
    .map(({ file, contract, line }) => ({ contract, ...(line === undefined ? {} : { line }), place: 'reference', message: `La référence « ${file.reference} » figure deux fois.` }));
}

type Ready = { readonly placed: Placed; readonly request: ImportContractRequest };

/** What the contract itself says against an import, in the places of the file. */
function refusedAs(error: unknown, { contract, line }: Placed): Problem[] {
  if (!(error instanceof Refusal)) throw error;
  const at = { contract, ...(line === undefined ? {} : { line }) };
  if (error.details.length === 0) return [{ ...at, place: 'contrat', message: error.message }];
  return error.details.map(({ field, message }) => ({ ...at, place: field, message }));
}

async function importFile(deps: RpcDeps, request: ImportFileRequest, actor: Actor): Promise<ImportFileReply> {
  const one = importOne(deps);
  const read = readFile(request);
  if (!read.ok) return { problems: read.problems.map(problemOf), contracts: [] };
  const problems: Problem[] = twice(read.value);
  const ready: Ready[] = [];
  for (const placed of read.value) {
    const asked = toRequest(placed.file, request.files);
    const { contract, line } = placed;
    if (!asked.ok) problems.push(...asked.problems.map((problem) => ({ ...problem, contract, ...(line === undefined ? {} : { line }) })));
    else ready.push({ placed, request: asked.value });
  }
  const run = async (dryRun: boolean): Promise<ImportedContract[]> => {
    const done: ImportedContract[] = [];
    for (const { placed, request: asked } of ready) {
      const { reference, title } = placed.file;
      await one({ ...asked, dryRun }, actor).then((result) => done.push({ reference, title, result }), (error: unknown) => problems.push(...refusedAs(error, placed)));
    }
    return done;
  };
  const tried = await run(true);
  const contracts = request.dryRun || problems.length > 0 ? tried : await run(false);
  return { problems: problems.map(problemOf), contracts: problems.length > 0 ? [] : contracts };
}

/** The RPCs that record what exists already. */
export function importHandlers(deps: RpcDeps): Pick<Handlers<ContractsServer>, 'importContract' | 'importFile' | 'getImportFormat'> {
  const one = importOne(deps);
  return {
    importContract: (request, { actor }) => one(request, actor),
    importFile: (request, { actor }) => importFile(deps, request, actor),
    getImportFormat: () => Promise.resolve({
      jsonSchema: JSON.stringify(contractJsonSchema(), null, 2),
      columns: columns.map(({ heading, required, help }) => ({ heading, required, help })),
    }),
  };
}
