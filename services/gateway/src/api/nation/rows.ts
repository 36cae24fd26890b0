import { z } from 'zod';
import { code, count, date, maybe, maybeCode, moment, real, string, yes } from '../values/out.ts';

const statuses = ['draft', 'negotiation', 'consultation', 'validated', 'signing', 'abandoned', 'not-in-force', 'active', 'expired'] as const;
const flags = z.array(string()).describe('not-yet-signed, uncertain, provisional-expiry-passed…');

export const coverageFigures = z.object({
  servicesKnown: count(), servicesCovered: count('Effet rétroactif compris.'), servicesWithoutSigned: count('Sans contrat à la fois actif et déjà signé.'), servicesWithoutCoverage: count(), servicesUncertain: count(),
  workersTotal: count(), workersCovered: count(), servicesWithoutHeadcount: count(), contractsActive: count(), expiriesWithinYear: count(), provisionalExpiriesPassed: count(), contractsWithOverride: count(),
});

export const regionCoverage = z.object({
  region: string('Code officiel géographique.'), name: string(), connected: yes('Une région non raccordée n’entre dans aucun dénominateur.'), figures: coverageFigures.nullable(), dataAt: moment('Dernier fait connu'), firstHeardAt: moment(),
});

const serviceContract = z.object({ region: string(), id: string(), reference: maybe(), title: maybe(), status: maybe(), flags, signedOn: date(), effectiveFrom: date(), expiresOn: date(), expiryProvisional: yes() });

export const serviceRow = z.object({
  service: string('SIREN.'), name: string(), shortName: maybe(), regions: z.array(string()), covered: yes(), signed: yes(), flags, contracts: z.array(serviceContract), uncoveredSince: date(), daysWithout: count(),
  daysAtLeast: yes('Une borne n’est connue qu’au mois ou à l’année.'), neverCovered: yes(), reasons: z.array(z.object({ code: code('not-in-force', 'negotiating', 'accreditation', 'merger', 'abandoned'), text: string() })),
  gaps: z.array(z.object({ from: date(), to: date(), days: count(), atLeast: yes() })), nextExpiry: date(), nextExpiryProvisional: yes(), accreditationEnd: date(), accreditationState: maybeCode('granted', 'renewal-examined', 'ended'),
  workers: count(), headcountYear: count('0 : aucun effectif connu.'), predecessors: z.array(z.object({ service: string(), name: string(), mergedOn: date() })), origin: maybe(),
});

export const contractRow = z.object({
  region: string(), regionName: string(), id: string(), reference: maybe(), title: maybe(), shape: code('individual', 'collective'), status: maybeCode(...statuses), flags, signedOn: date(), effectiveFrom: date(), expiresOn: date(),
  expiryProvisional: yes(), services: z.array(z.object({ service: string(), name: string() })), daysLeft: z.number().int().nullable(), ruleSet: maybe(), sheets: count(), sheetsWithTarget: count(), rulesOverridden: count(),
  commonReference: maybe(), recordedAfterwards: yes(), origin: maybe(),
});

export const collectionFigures = z.object({
  submissions: count(), submitted: count(), approved: count(), submittedLate: count(), overdue: count(), linesAsked: count(), linesAnswered: count(), withoutCampaign: count(), lateDaysMedian: count(), lateDaysLongest: count(),
});

export const regionCollection = z.object({ region: string(), name: string(), connected: yes(), figures: collectionFigures.nullable(), dataAt: moment() });

export const submissionRow = z.object({
  region: string(), regionName: string(), service: string(), serviceName: string(), campaign: string(), periodLabel: string(), state: code('open', 'submitted', 'checking', 'returned', 'checked', 'approved', 'reopened', 'none'),
  asked: count(), answered: count(), openedOn: date(), dueOn: date(), submittedOn: date(), approvedOn: date(), lateDays: count(), overdue: yes(), contracts: z.array(string()), origin: maybe(),
});

export const indicatorSeen = z.object({
  code: string(), region: maybe(), label: string(), unit: string(), theme: string(), kind: string(), disclosure: code('persons-health', 'establishments', 'none'), periods: z.array(string()), regionsMapped: z.array(string()),
});

export const indicatorCell = z.object({
  region: maybe('null : la nation.'), period: string(), state: code('number', 'masked', 'none', 'not-additive'), value: real('Nul sauf si l’état est « number ».'), numerator: real(), denominator: real(),
  fragile: yes('Un taux sur trop peu de salariés.'), answered: count(), missing: count(), notApplicable: count(), unmapped: count(), notAsked: count(), awaited: count(), target: real(), servicesWithTarget: count(), progress: real(),
  maskedBecause: maybeCode('below-threshold', 'dominance', 'complement'),
});

export const indicatorValueRow = z.object({
  region: string(), regionName: string(), service: string(), serviceName: string(), period: string(), state: code('number', 'missing', 'not-applicable', 'masked', 'narrative', 'awaited', 'not-asked', 'unmapped'), value: real(), target: real(),
  progress: real(), explanation: maybe(), contracts: z.array(string()), indicators: z.array(string()), approvedOn: date(), origin: maybe(),
});

export const heldStream = z.object({ topic: string(), stream: string(), region: maybe(), as: code('waiting', 'parked', 'unknown'), because: maybe(), since: moment(), messages: count(), lastType: maybe() });

export const link = z.object({
  peer: string(), name: string(), state: code('never', 'following', 'catching-up', 'away'), lastHeardAt: moment(), completeAt: moment(), cursor: maybe(), messages: count(), refills: count(), problem: maybe(), version: maybe(),
});

export const nationSchemas = {
  CoverageFigures: coverageFigures, RegionCoverage: regionCoverage, ServiceRow: serviceRow, ContractRow: contractRow, CollectionFigures: collectionFigures, RegionCollection: regionCollection, SubmissionRow: submissionRow,
  IndicatorSeen: indicatorSeen, IndicatorCell: indicatorCell, IndicatorValueRow: indicatorValueRow, HeldStream: heldStream, Link: link,
};
