import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { action, actions, html, section, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { contractTrail, isOpen, leading, nameOf } from '../about.ts';
import { readDates } from '../page/asked-dates.ts';
import { doneNotice } from '../page/done-words.ts';
import { readLabels } from '../page/labels.ts';
import { statusBadges } from '../statuses.ts';
import { statuses, wordOf } from '../words.ts';
import { readSheet, sheetHref } from './about.ts';
import { actionList, commitmentTable, indicatorTable, leadList, perspectiveList, whatLines, type SheetView } from './body.ts';

function tools(view: SheetView, past: boolean): Html | undefined {
  const { contract, visit } = view;
  if (past) return undefined;
  const href = sheetHref(view);
  const prepares = visit.may(['dreets-agent'], contract.authority);
  if (prepares && isOpen(contract)) {
    return actions(action({ id: 'modifier', text: 'Modifier la fiche', to: { href: `${href}/modifier` } }), action({ id: 'retirer', text: 'Retirer la fiche', to: { href: `${href}/retrait` }, look: 'tertiary' }));
  }
  return prepares ? actions(action({ id: 'rectifier', text: 'Rectifier la fiche', to: { href: `/contrats/${contract.id}/rectifier/sheet/${view.sheet.id}` }, look: 'tertiary' })) : undefined;
}

const mayName = ({ contract, visit }: SheetView, past: boolean): boolean =>
  !past && contract.stage !== 'abandoned' && (visit.may(['dreets-agent'], contract.authority) || contract.parties.some((party) => party.role === 'service' && visit.may(leading, party.organisation)));

/** An action sheet as one would put it in a file. */
export async function sheetPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const dates = readDates(visit, asked);
  const about = await readSheet(visit, asked, dates.past ? { on: dates.on, ...(dates.knownOn ? { knownOn: dates.knownOn } : {}) } : {});
  const { contract, sheet } = about;
  const view: SheetView = { ...about, visit, labels: await readLabels(visit) };
  const perspectives = perspectiveList(view);
  const name = mayName(view, dates.past) ? actions(action({ id: 'designer', text: 'Désigner un référent', to: { href: `${sheetHref(about)}/referents` }, look: 'secondary' })) : undefined;
  const body = html`${tools(view, dates.past)}${whatLines(view)}${section('actions', 'Actions', actionList(view))}${section('indicateurs', 'Indicateurs', indicatorTable(view, 'fiche'))}
    ${section('engagements', 'Engagements et moyens', commitmentTable(view, 'fiche'))}${section('referents', 'Référents', html`${leadList(view)}${name}`)}
    ${perspectives && section('perspectives', 'Perspectives', perspectives)}`;
  const notice = doneNotice(asked);
  return pageAnswer(frame(visit, asked, {
    title: sheet.title, lead: `Fiche action du contrat « ${nameOf(contract)} ».`, aside: statusBadges(contract.status, wordOf(statuses, contract.status), contract.statusFlags), breadcrumb: contractTrail(contract), body,
    ...(dates.atDate ? { atDate: dates.atDate } : {}), ...(notice ? { notice } : {}),
  }));
}
