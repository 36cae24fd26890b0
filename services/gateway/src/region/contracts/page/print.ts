import { frenchDate } from '@cpom/kernel';
import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { html, section, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { contractTrail, nameOf, readContract } from '../about.ts';
import { actionList, commitmentTable, indicatorTable, leadList, perspectiveList, whatLines } from '../sheet/body.ts';
import { statusBadges } from '../statuses.ts';
import { statuses, wordOf } from '../words.ts';
import { readDates } from './asked-dates.ts';
import { documentsPart } from './documents.ts';
import { contractSentence } from './index.ts';
import { readLabels } from './labels.ts';
import type { Labels } from './indicators.ts';
import { viewOf, type ContractView } from './model.ts';
import { opinionsPart } from './opinions.ts';
import { partiesPart } from './parties.ts';
import { rulesOf } from './rules.ts';
import { signaturesPart } from './signatures.ts';
import { textPart } from './text.ts';

const sheetsInFull = ({ contract, visit }: ContractView, labels: Labels): Html[] => contract.sheets.map((sheet, index) => {
  const view = { contract, visit, labels, sheet };
  return section(`fiche-${index + 1}`, `Fiche action ${index + 1} : ${sheet.title}`, html`${whatLines(view)}<h3 class="fr-h6">Actions</h3>${actionList(view)}<h3 class="fr-h6">Indicateurs</h3>${indicatorTable(view, sheet.id)}
    <h3 class="fr-h6">Engagements et moyens</h3>${commitmentTable(view, sheet.id)}<h3 class="fr-h6">Référents</h3>${leadList(view)}${perspectiveList(view)}`);
});

/** The whole contract on one page, without a button: what one would put in a file. */
export async function printPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const dates = readDates(visit, asked);
  const contract = await readContract(visit, asked, dates.past ? { on: dates.on, ...(dates.knownOn ? { knownOn: dates.knownOn } : {}) } : {});
  const view = { ...viewOf(visit, contract, dates), prepares: false, decides: false };
  const body = html`<p class="fr-text--sm">Imprimez cette page avec la commande de votre navigateur (Ctrl+P). Édité le ${frenchDate(visit.today)}.</p>
    ${textPart(view)}${partiesPart(view)}${opinionsPart(view)}${signaturesPart(view)}${sheetsInFull(view, await readLabels(visit))}${documentsPart({ ...view, dates: { ...dates, past: true } })}${section('regles', 'Règles', rulesOf(view))}`;
  return pageAnswer(frame(visit, asked, {
    title: nameOf(contract), lead: contractSentence(view), aside: statusBadges(contract.status, wordOf(statuses, contract.status), contract.statusFlags), breadcrumb: contractTrail(contract), body, ...(dates.atDate ? { atDate: dates.atDate } : {}),
  }));
}
