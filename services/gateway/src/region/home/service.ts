import { plural } from '@cpom/kernel';
import { ListContractsRequest } from '@cpom/proto/contracts/v1/contracts';
import { GetCampaignRequest, type CampaignRow } from '@cpom/proto/indicators/v1/indicators';
import { action, actions, html, progress, type Html } from '../../ui/index.ts';
import type { RegionVisit } from '../calls.ts';
import { dueWords, hrefOf, isInEntry, serviceRoles } from '../campaigns/about.ts';
import { everyCampaign } from '../campaigns/list-query.ts';
import { phaseBadge } from '../campaigns/words.ts';
import { reasons } from '../campaigns/life/left.ts';
import { wordOf } from '../contracts/words.ts';
import type { Part, Task } from './model.ts';

const labelOf = (row: CampaignRow): string => row.period?.label ?? row.campaign;
const shownAtOnce = 5;

/** Own submissions, those to send first, the nearest due date first. */
async function ownCampaigns(visit: RegionVisit): Promise<readonly CampaignRow[]> {
  const own = visit.organisationsAs(serviceRoles);
  const each = await Promise.all(own.map((service) => everyCampaign(visit, { service }, { sort: 'due_on' })));
  return each.flat();
}

const summary = (row: CampaignRow, next: string | undefined, several: boolean): Html => html`
  ${progress({ id: `avancement-${row.campaign}-${row.service}`, done: row.answered, of: row.asked, what: `lignes remplies${several ? `, ${row.serviceName}` : ''} ; ${dueWords(row)}` })}
  <div class="fr-mt-2w fr-mb-2w">${actions(action({ id: `suivante-${row.campaign}`, text: row.answered < row.asked ? 'Continuer la saisie' : 'Relire la saisie', to: { href: `${hrefOf(row.campaign, row.service)}${next === undefined ? '' : `#ligne-${next}`}` } }),
    action({ id: `coller-${row.campaign}`, text: 'Coller depuis un tableur', to: { href: `${hrefOf(row.campaign, row.service)}/coller` }, look: 'secondary' }))}</div>`;

async function campaignPart(visit: RegionVisit, row: CampaignRow, several: boolean): Promise<Part> {
  const { left } = await visit.calls.indicators.getCampaign(GetCampaignRequest.fromPartial({ campaign: row.campaign, service: row.service }));
  const mine = left.filter(({ why }) => why === 'returned' || why === 'blocked' || why === 'to-explain' || why === 'unanswered');
  const order = ['returned', 'blocked', 'to-explain', 'unanswered'];
  const first = mine.toSorted((a, b) => order.indexOf(a.why) - order.indexOf(b.why));
  const href = hrefOf(row.campaign, row.service);
  const tasks = first.slice(0, shownAtOnce).map((item): Task => ({ href: `${href}#ligne-${item.indicator}`, text: item.label, detail: item.why === 'unanswered' ? wordOf(reasons, item.why) : `${wordOf(reasons, item.why)} : ${item.text}` }));
  return {
    id: `campagne-${row.campaign}-${row.service}`, title: `Ma campagne ${labelOf(row)}`, top: summary(row, mine.find(({ why }) => why === 'unanswered')?.indicator, several), tasks, none: 'Tout est rempli et cohérent : la direction peut transmettre.',
    words: `campagne ${labelOf(row)} : ${row.answered} lignes remplies sur ${row.asked}, ${dueWords(row)}`, ...(mine.length > 0 ? { all: { href: `${href}/transmission`, text: `Voir tout ce qu’il reste (${plural(mine.length, 'ligne')})` } } : {}),
  };
}

const others = (rows: readonly CampaignRow[]): Part => ({
  id: 'autres-campagnes', title: 'Mes autres campagnes', tasks: rows.slice(0, 8).map((row): Task => ({ href: hrefOf(row.campaign, row.service), text: `Campagne ${labelOf(row)}, ${row.serviceName}`, badge: phaseBadge(row) })), none: 'Aucune autre campagne.',
  all: { href: '/campagnes', text: 'Toutes mes campagnes' },
});

/** What the director must send, and sign. */
async function directorParts(visit: RegionVisit, rows: readonly CampaignRow[]): Promise<Part[]> {
  const own = visit.organisationsAs(['spsti-director']);
  const ready = rows.filter((row) => own.includes(row.service) && isInEntry(row));
  const { contracts } = await visit.calls.contracts.listContracts(ListContractsRequest.fromPartial({ statuses: ['signing'], limit: 500 }));
  const unsigned = contracts.filter(({ signaturesMissing }) => signaturesMissing.some((id) => own.includes(id)));
  const latest = rows.find(({ state }) => state === 'approved');
  const complete = (row: CampaignRow): boolean => row.answered === row.asked && row.blocking === 0 && row.toExplain === 0 && row.returned === 0;
  return [
    {
      id: 'transmettre', title: 'À transmettre', words: plural(ready.filter(complete).length, 'remontée prête à transmettre', 'remontées prêtes à transmettre'), none: 'Rien n’est à transmettre.',
      tasks: ready.map((row): Task => ({ href: `${hrefOf(row.campaign, row.service)}${complete(row) ? '/transmettre' : '/transmission'}`, text: `Campagne ${labelOf(row)}, ${row.serviceName}`, badge: phaseBadge(row), detail: `${complete(row) ? 'Complète' : `${row.answered} lignes sur ${row.asked}`} ; ${dueWords(row)}` })),
    },
    {
      id: 'signer', title: 'À signer', words: plural(unsigned.length, 'contrat à signer', 'contrats à signer'), none: 'Aucun contrat n’attend votre signature.',
      tasks: unsigned.map((one): Task => ({ href: `/contrats/${one.id}#signatures`, text: one.title || one.reference, detail: 'La signature se donne sur papier ; elle est enregistrée ici.' })),
    },
    {
      id: 'place', title: 'Où nous en sommes', none: html`Le <a href="/indicateurs/tableau">tableau régional</a> et la <a href="/indicateurs/comparaison">comparaison avec des services comparables</a> se remplissent avec les valeurs approuvées.`,
      tasks: latest ? [{ href: `/indicateurs/comparaison?campagne=${latest.campaign}&service=${latest.service}`, text: `Notre place parmi les services comparables, ${labelOf(latest)}` }, { href: `/indicateurs/tableau?annee=${latest.campaign.slice(0, 4)}`, text: `Le tableau régional ${latest.campaign.slice(0, 4)}` }] : [],
    },
  ];
}

/** What awaits a service: its campaign first. */
export async function serviceParts(visit: RegionVisit): Promise<Part[]> {
  const rows = await ownCampaigns(visit);
  const entry = rows.filter(isInEntry);
  const rest = rows.filter((row) => !isInEntry(row)).toReversed();
  const several = visit.organisationsAs(serviceRoles).length > 1;
  const none: Part = { id: 'campagne', title: 'Ma campagne', tasks: [], none: 'Aucune campagne n’attend de saisie. La DREETS ouvre la suivante ; vous en serez averti ici.' };
  const current = entry.length === 0 ? [none] : await Promise.all(entry.slice(0, 3).map((row) => campaignPart(visit, row, several)));
  const director = visit.may(['spsti-director']) ? await directorParts(visit, [...entry, ...rest]) : [];
  return [...director, ...current, others(rest)];
}
