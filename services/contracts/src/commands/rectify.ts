import { Refusal } from '@cpom/kernel';
import type { Opinion, Party } from '@cpom/proto/contracts/v1/facts';
import type { Contract, ContractEvent, Correction } from '../contract.ts';
import { signatories, signatureOf } from '../reading.ts';
import { after, dated, happened, mustExist, needed, refuseAny, type Context, type Problems } from './checks.ts';
import { fitsRole } from './parties.ts';
import { aDocument, aHeading, anOpinion, aParty, aSheet, aSignature, aTerm } from './shapes.ts';
import { judged, scanExists, signedIfComplete } from './signatures.ts';
import type { CommandOf, Correct } from './types.ts';

const gone = (): never => {
  throw new Refusal('not-found', 'Le fait à rectifier n\'est pas dans ce contrat.');
};

/** Prose goes apart, where it can be erased. */
const silent = (opinion: Opinion): Opinion => ({ ...opinion, comment: '' });
const quiet = (party: Party): Party => ({ ...party, withdrawnReason: '' });

const found = <T>(item: T | undefined): T => item ?? gone();

/** The former fact beside the right one. */
function correction(contract: Contract, { correct, void: never, formerOrganisation }: CommandOf<'rectify'>): Correction {
  const right = <T>(value: T): { corrected?: T } => (never ? {} : { corrected: value });
  const item = <T extends { readonly id: string }>(items: readonly T[], value: T): { key: string; former: T; corrected?: T } =>
    ({ key: value.id, former: found(items.find((one) => one.id === value.id)), ...right(value) });
  switch (correct.kind) {
    case 'heading': return { kind: 'heading', key: '', former: contract.heading, corrected: correct.value };
    case 'term': return { kind: 'term', key: '', former: contract.term, corrected: correct.value };
    case 'opinion': return { kind: 'opinion', ...item(contract.opinions.map(silent), silent(correct.value)) };
    case 'sheet': return { kind: 'sheet', ...item(contract.sheets, correct.value) };
    case 'document': return { kind: 'document', ...item(contract.documents, correct.value) };
    case 'party': {
      const key = formerOrganisation || correct.value.organisation;
      return { kind: 'party', key, former: quiet(found(contract.parties.find((one) => one.organisation === key))), ...right(quiet(correct.value)) };
    }
    case 'signature': return { kind: 'signature', key: correct.value.organisation, former: found(signatureOf(contract, correct.value.organisation)), ...right(correct.value) };
    case 'stage': {
      const { stage } = correct.value;
      return { kind: 'stage', key: stage, former: found(contract.stages.findLast((one) => one.stage === stage)), corrected: correct.value };
    }
  }
}

/** The right fact has the shape that the fact had to have in the first place. */
function problems(contract: Contract, correct: Correct, context: Context): Problems {
  switch (correct.kind) {
    case 'heading': return aHeading(correct.value);
    case 'term': return aTerm(correct.value);
    case 'party': return [...aParty(correct.value), ...fitsRole(correct.value, context), ...dated('party.withdrawnOn', correct.value.withdrawnOn)];
    case 'opinion': return anOpinion(correct.value, context);
    case 'signature': {
      const scan = scanExists(contract, correct.value.scan) ? [] : [{ field: 'signature.scan', message: 'Ce document n\'est pas joint au contrat.' }];
      return [...aSignature(correct.value, context), ...needed('signature.signedOn', correct.value.signedOn, 'Indiquez la date de la signature.'), ...scan];
    }
    case 'sheet': return aSheet(correct.value);
    case 'document': return aDocument(correct.value);
    case 'stage': return [...happened('stage.on', correct.value.on, context), ...needed('stage.on', correct.value.on, 'Indiquez la date.')];
  }
}

/** What a correction must not break: one party once, a signature only of a party. */
function keepWhole(contract: Contract, correction: Correction, context: Context): void {
  if (correction.kind === 'party') {
    const { key, corrected } = correction;
    if (corrected === undefined && signatureOf(contract, key) !== undefined) {
      throw new Refusal('rule', 'Cette partie a signé : rectifiez d\'abord sa signature.');
    }
    if (corrected !== undefined && corrected.organisation !== key && contract.parties.some((one) => one.organisation === corrected.organisation)) {
      throw new Refusal('rule', 'Cet organisme figure déjà parmi les parties.');
    }
  }
  if (correction.kind === 'stage' && (correction.key === 'signed' && contract.signatures.length > 0)) {
    throw new Refusal('rule', 'La date de signature du contrat est celle de la dernière signature : rectifiez celle-ci.');
  }
  const then = after(contract, [{ type: 'FactRectified', correction }], context);
  const signing = signatories(then).map((party) => party.organisation);
  if (then.signatures.some((one) => !signing.includes(one.organisation))) {
    throw new Refusal('rule', 'Une signature est enregistrée pour cette partie : elle ne peut pas devenir un simple partenaire.');
  }
}

const voidable: readonly Correct['kind'][] = ['party', 'opinion', 'signature', 'sheet', 'document'];

/** A recorded fact that was mistyped, with a reason; no rule stands against the truth, but they are judged again. */
export function rectify(contract: Contract, command: CommandOf<'rectify'>, context: Context): readonly ContractEvent[] {
  mustExist(contract);
  const { correct, reason } = command;
  refuseAny(needed('reason', reason, 'Dites pourquoi ce fait est rectifié.'), command.void ? [] : problems(contract, correct, context));
  if (command.void && !voidable.includes(correct.kind)) throw new Refusal('invalid', 'Ce fait se corrige, il ne s\'annule pas.');
  const fact = correction(contract, command);
  keepWhole(contract, fact, context);
  const comment = correct.kind === 'opinion' && correct.value.comment !== '' ? { comment: correct.value.comment } : {};
  const rectified: readonly ContractEvent[] = [{ type: 'FactRectified', correction: fact, text: { reason, ...comment } }];
  const events = contract.stage === 'signing' ? signedIfComplete(contract, rectified, context) : rectified;
  return events.length === 1 && contract.rules.length > 0 ? [...events, judged(contract, events, context)] : events;
}
