import { z } from 'zod';
import { party, ruleResult, stageEntry, statusInterval } from '../region/contract-parts.ts';
import { count, date, maybe, moment, string, yes } from '../values/out.ts';
import { contractRow } from './rows.ts';

const publicOpinion = z.object({ body: string(), bodyCode: maybe(), kind: string(), askedOn: date(), dueOn: date(), givenOn: date(), sense: maybe() });
const publicSignature = z.object({ organisation: string(), function: maybe(), signedOn: date(), capacity: maybe() });
const publicSheet = z.object({ id: string(), title: string(), theme: string(), aims: z.array(count()), deadline: date(), indicators: z.array(string()), hasTarget: yes(), leadsNamed: count() });

const contractState = z.object({
  id: string(), region: string(), authority: string(), shape: string(), stage: string(), signed: yes(), stages: z.array(stageEntry), intervals: z.array(statusInterval), services: z.array(string()), effectiveFrom: date(),
  expiresOn: date(), expiryProvisional: yes(), followUpOn: date(), ruleSet: maybe(), recordedAfterwards: yes(), origin: maybe(), signedOn: date(), reference: maybe(), title: maybe(), commonReference: maybe(),
  parties: z.array(party), opinions: z.array(publicOpinion), signatures: z.array(publicSignature), sheets: z.array(publicSheet), rules: z.array(ruleResult), recordedAt: moment(),
});

/** A contract as its region published it: before signature, its dates and stages only. */
export const publishedContract = z.object({
  on: date(), summary: contractRow.nullable(), contract: contractState.nullable(), organisations: z.array(z.object({ id: string(), name: string(), shortName: maybe() })), twins: z.array(contractRow), dataAt: moment(),
});

export const publishedSchemas = { Party: party, StageEntry: stageEntry, StatusInterval: statusInterval, RuleResult: ruleResult, ContractState: contractState };
