import { frenchDate, isDay, plural } from '@cpom/kernel';
import type { CampaignRow } from '@cpom/proto/indicators/v1/indicators';
import { badge } from '../../ui/index.ts';
import type { RegionVisit } from '../calls.ts';
import { dueWords, hrefOf, isInEntry } from '../campaigns/about.ts';
import { everyCampaign } from '../campaigns/list-query.ts';
import { phaseBadge } from '../campaigns/words.ts';
import type { Part, Task } from './model.ts';

type Side = 'dreets' | 'fund';

const at = (row: CampaignRow, part: string): string => `${hrefOf(row.campaign, row.service)}${part}`;
const name = (row: CampaignRow): string => `${row.serviceName}, campagne ${row.period?.label ?? row.campaign}`;
const sent = ({ submittedAt }: CampaignRow): string => (isDay(submittedAt.slice(0, 10)) ? `Transmise le ${frenchDate(submittedAt.slice(0, 10) as never)}` : '');

const toCheck = (rows: readonly CampaignRow[], side: Side): Task[] => rows
  .filter((row) => (row.state === 'submitted' || row.state === 'checking') && (side === 'dreets' ? row.dreetsCheck : row.fundCheck) !== 'finished')
  .map((row) => ({ href: at(row, '/controle'), text: name(row), badge: phaseBadge(row), detail: [sent(row), row.toExplain > 0 && plural(row.toExplain, 'explication attendue', 'explications attendues')].filter(Boolean).join(' ; ') }));

const toFill = (rows: readonly CampaignRow[], side: Side): Task[] => rows
  .filter((row) => row.state !== 'approved' && (side === 'dreets' ? row.dreetsLeft : row.fundLeft) > 0)
  .map((row) => ({ href: at(row, ''), text: `${plural(side === 'dreets' ? row.dreetsLeft : row.fundLeft, 'ligne')} pour ${name(row)}`, detail: isInEntry(row) ? `Le service doit transmettre ; ${dueWords(row).replace('à transmettre ', '')}` : 'Attendue pour l’approbation' }));

const checkingPart = (tasks: readonly Task[]): Part => ({
  id: 'controles', title: 'Remontées à contrôler', tasks, none: 'Aucune remontée n’attend votre contrôle.', words: plural(tasks.length, 'remontée à contrôler', 'remontées à contrôler'), all: { href: '/campagnes', text: 'Toutes les campagnes' },
});

/** What the fund does: check, and fill its own lines. */
export async function fundParts(visit: RegionVisit): Promise<Part[]> {
  const rows = await everyCampaign(visit, {}, { sort: 'due_on' });
  const fill = toFill(rows, 'fund');
  return [checkingPart(toCheck(rows, 'fund')), {
    id: 'lignes-caisse', title: 'Lignes que la caisse doit remplir', tasks: fill, none: 'La caisse n’a aucune ligne à remplir.', words: plural(fill.length, 'remontée attend des lignes de la caisse', 'remontées attendent des lignes de la caisse'),
  }];
}

/** What the DREETS does about campaigns: check, approve, fill its own lines, and follow who is late. */
export async function authorityCampaignParts(visit: RegionVisit): Promise<Part[]> {
  const rows = await everyCampaign(visit, {}, { sort: 'due_on' });
  const ready = rows.filter(({ state }) => state === 'checked').map((row): Task => ({ href: at(row, '/transmission'), text: name(row), badge: phaseBadge(row) }));
  const late = rows.filter((row) => isInEntry(row) && row.submittedAt === '' && row.daysLeft < 0)
    .map((row): Task => ({ href: at(row, '/transmission'), text: name(row), badge: badge({ tone: 'error', text: `En retard de ${plural(-row.daysLeft, 'jour')}` }), detail: `${plural(row.answered, 'ligne remplie', 'lignes remplies')} sur ${row.asked}` }));
  const fill = toFill(rows, 'dreets');
  return [
    checkingPart(toCheck(rows, 'dreets')),
    { id: 'approbations', title: 'Remontées à approuver', tasks: ready, none: 'Aucune remontée n’attend d’approbation.', words: plural(ready.length, 'remontée à approuver', 'remontées à approuver') },
    ...(fill.length > 0 ? [{ id: 'lignes-dreets', title: 'Lignes que la DREETS doit remplir', tasks: fill, none: '' }] : []),
    { id: 'retards', title: 'Remontées en retard', tasks: late, none: rows.length === 0 ? 'Aucune campagne n’est ouverte.' : 'Aucune remontée n’est en retard.', words: plural(late.length, 'remontée en retard', 'remontées en retard'), all: { href: '/campagnes/ouvrir', text: 'Ouvrir une campagne' } },
  ];
}
