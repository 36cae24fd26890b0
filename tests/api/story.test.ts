import { nationEndpoints } from '../../services/gateway/src/api/nation/index.ts';
import { regionEndpoints } from '../../services/gateway/src/api/region/index.ts';
import { startDemo, type Client, type Demo } from './client.ts';
import { derogable, heard, pdf, rows, text, type Row } from './story.fixture.ts';


let demo: Demo;
let agent: Client;
let fund: Client;
let director: Client;
let lead: Client;
let signatory: Client;
let dgt: Client;
let service = '';
let fundId = '';
let today = '';
let year = 0;
const contract = { id: '' };
const campaign = '2024-T3';
const codes = ['PDP-C-02', 'PDP-C-02a', 'TMS-03'];

beforeAll(async () => {
  demo = await startDemo();
  agent = await demo.signIn('region', /^demo-dreets-agent/, regionEndpoints);
  signatory = await demo.signIn('region', /^demo-dreets-signatory/, regionEndpoints);
  fund = await demo.signIn('region', /^demo-fund-agent/, regionEndpoints);
  fundId = text(rows(await fund.call('getMe'), 'memberships')[0], 'organisation');
  lead = await demo.signIn('region', /^demo-spsti-lead/, regionEndpoints);
  service = text(rows(await lead.call('getMe'), 'memberships')[0], 'organisation');
  director = await demo.signIn('region', new RegExp(`^demo-spsti-director-${service}`), regionEndpoints);
  today = text(await agent.call('getMe'), 'today');
  year = Number(today.slice(0, 4));
  dgt = await demo.signIn('nation', /^demo-dgt/, nationEndpoints);
}, 60_000);
afterAll(() => demo?.stop());

/** Writes on the contract and reads it again at that position. */
async function act(client: Client, id: string, body: Row = {}, params: Readonly<Record<string, string>> = {}): Promise<Row> {
  const { position } = await client.call(id, { params: { ...contract, ...params }, body });
  return agent.call('getContract', { params: contract, query: { au_moins: String(position) } });
}

test('the directory says who is who', async () => {
  const found = await agent.call('listOrganisations', { query: { kind: 'service,fund', sort: '-name', limit: '500' } });
  expect(rows(found).map(({ id }) => id)).toEqual(expect.arrayContaining([service, fundId]));
  expect(await agent.call('getOrganisation', { params: { id: service } })).toMatchObject({ state: { id: service, kind: 'service' } });
});

test('a contract is drafted once, however often the same request is sent', async () => {
  const key = 'api-story-draft-0001';
  const body = {
    heading: { reference: 'API-1', title: 'Contrat préparé par un logiciel', shape: 'individual', followUp: 'Comité annuel', pdpCell: 'Un médecin, un infirmier', noConvention: true },
    parties: [{ organisation: service, role: 'service' }, { organisation: 'dreets-24', role: 'authority' }, { organisation: fundId, role: 'fund' }],
    term: { effect: 'at-signature', expiresOn: `${year + 3}-12` }, on: today,
  };
  const [first, again] = [await agent.call('draftContract', { body, key }), await agent.call('draftContract', { body, key })];
  expect(again).toEqual(first);
  contract.id = text(first, 'id');
  expect(rows(await agent.call('listContracts', { query: { search: 'prepare par un LOGICIEL', au_moins: String(first['position']) } })).map(({ id }) => id)).toEqual([contract.id]);
});

test('its heading, term, parties and sheets are written, and what another wrote meanwhile is not overwritten', async () => {
  const heading = { reference: 'API-1', title: 'Contrat d’un logiciel', shape: 'individual', followUp: 'Comité annuel', pdpCell: 'Un médecin, un infirmier', noConvention: true };
  const { version } = await act(agent, 'describeContract', { heading });
  expect((await agent.send('describeContract', { params: contract, body: { heading, expectedVersion: Number(version) - 1 } })).status).toBe(409);
  await act(agent, 'setTerm', { term: { effect: 'at-signature', expiresOn: `${year + 4}-06-30` } });
  await act(agent, 'addParty', { organisation: 'drsm-cvl', role: 'partner' });
  await act(agent, 'withdrawParty', { reason: 'Ne participe plus' }, { organisation: 'drsm-cvl' });
  const sheet = {
    title: 'Prévenir la désinsertion', theme: 'pdp', aims: [7], deadline: `${year + 3}-12-31`, indicators: codes.map((code) => ({ code, hasTarget: true, target: '100' })), strand: 'common', objective: 'Agir tôt',
    actions: [{ text: 'Repérer' }], commitments: [{ organisation: service, role: 'service', text: 'Cellule' }, { role: 'authority', text: 'Appui' }, { role: 'fund', text: 'Données' }],
  };
  const { sheets } = await act(agent, 'putActionSheet', { sheet });
  const spare = rows(await act(agent, 'putActionSheet', { sheet: { ...sheet, title: 'En trop' } }), 'sheets').find(({ title }) => title === 'En trop');
  await act(agent, 'removeActionSheet', {}, { sheet: text(spare, 'id') });
  const written = await act(lead, 'nameActionLead', { service, function: 'Médecin du travail' }, { sheet: text((sheets as Row[])[0], 'id') });
  expect(written).toMatchObject({ sheets: [{ title: sheet.title, leads: [{ service, function: 'Médecin du travail' }] }] });
});

test('a document goes in and comes out as it was; what only claims to be a PDF does not', async () => {
  const refused = await agent.send('attachDocument', { params: contract, body: { kind: 'annex' }, file: new Blob(['not a pdf']) });
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('PDF')]);
  const { position } = await agent.call('attachDocument', { params: contract, body: { kind: 'annex' }, file: pdf });
  const { documents } = await agent.call('getContract', { params: contract, query: { au_moins: String(position) } });
  const document = text((documents as Row[])[0], 'id');
  expect(await agent.call('getDocument', { params: { ...contract, document } })).toEqual({ text: await pdf.text() });
  expect(await act(agent, 'detachDocument', {}, { document })).toMatchObject({ documents: [] });
});

const prepare = (name: string, more: Row = {}): Promise<Row> => act(agent, 'takeStep', more, { step: name });

test('it goes through negotiation, opinions and signatures; a step that may not be taken says why', async () => {
  await prepare('open-negotiation');
  await prepare('open-consultation');
  expect((await agent.send('takeStep', { params: { ...contract, step: 'open-signing' }, body: {} })).status).toBe(409);
  const [first, second] = rows(await agent.call('listOrganisations', { query: { kind: 'body' } })).map(({ id }) => String(id));
  const { opinions } = await act(agent, 'askOpinion', { body: first, bodyCode: 'crpst', kind: 'opinion', askedOn: today, dueOn: '2099-01' });
  await act(agent, 'recordOpinion', { id: text((opinions as Row[])[0], 'id'), body: first, bodyCode: 'crpst', kind: 'opinion', askedOn: today, givenOn: today, sense: 'favourable' });
  await act(agent, 'recordOpinion', { body: second, bodyCode: 'ars', kind: 'opinion', givenOn: today, sense: 'with-reservations' });
  for (const rule of derogable(await agent.call('getContractChecklist', { params: contract }))) await act(agent, 'overrideRule', { reason: 'Situation connue' }, { rule });
  await act(signatory, 'takeStep', {}, { step: 'validate' });
  await prepare('open-signing');
  for (const organisation of [service, 'dreets-24', fundId]) await act(agent, 'recordSignature', { organisation, signedOn: today, function: 'Directrice', capacity: 'mandate' });
  expect(await agent.call('getContract', { params: contract, query: { au: today } })).toMatchObject({ status: 'active', signedOn: today });
  expect(await agent.call('getContract', { params: contract, query: { au: '2023-12-01' } })).toMatchObject({ status: 'none' });
});

test('a fact is rectified with a reason, and its history and rules are read', async () => {
  const read = await act(agent, 'rectifyContract', { reason: 'Erreur de saisie', correct: { kind: 'signature', value: { organisation: service, signedOn: today, function: 'Directeur', capacity: 'mandate' } } });
  expect(read).toMatchObject({ rectifications: [{ reason: 'Erreur de saisie', kind: 'signature' }] });
  expect(rows(await agent.call('getContractHistory', { params: contract })).length).toBeGreaterThan(10);
  expect(rows(await agent.call('listRuleSets')).map(({ code }) => code)).toContain('2024');
});

test('another contract is derogated, lifted and abandoned', async () => {
  const heading = { reference: 'API-2', title: 'Contrat abandonné', shape: 'individual' };
  const { id } = await agent.call('draftContract', { body: { heading, parties: [{ organisation: service, role: 'service' }] } });
  const params = { id: String(id) };
  const [rule = ''] = derogable(await agent.call('getContractChecklist', { params }));
  await agent.call('overrideRule', { params: { ...params, rule }, body: { reason: 'Situation connue' } });
  await agent.call('liftOverride', { params: { ...params, rule } });
  await signatory.call('takeStep', { params: { ...params, step: 'abandon' }, body: { reason: 'Sans suite' } });
  expect(await agent.call('getContract', { params })).toMatchObject({ status: 'abandoned' });
});

const submission = () => ({ campaign, service });
const at = (position: unknown) => ({ au_moins: String(position) });

async function fill(client: Client, changes: readonly Row[]): Promise<Row> {
  const grid = await client.call('getCampaign', { params: submission() });
  const version = (indicator: unknown): unknown => (rows(grid, 'rows').find((row) => (row['indicator'] as Row)['code'] === indicator) ?? {})['cellVersion'];
  return client.call('saveCells', { params: submission(), body: { cells: changes.map((change) => ({ ...change, expectedVersion: version(change['indicator']) })) } });
}

test('a campaign is opened, filled, explained and submitted', async () => {
  await agent.call('adoptCore');
  expect(rows(await agent.call('listIndicators', { query: { limit: '500' } })).map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
  await agent.call('setTarget', { params: { service }, body: { indicator: 'PDP-C-02', year: 2024, value: 50, reason: 'Essai de l’API', origin: 'fictif' } });
  expect(rows(await agent.call('listTargets', { params: { service }, query: { year: '2024' } })).map(({ indicator }) => indicator)).toContain('PDP-C-02');
  const { position } = await agent.call('openCampaign', { body: { campaign, dueOn: '2024-12-31', services: [service], indicators: codes } });
  expect(rows(await lead.call('listCampaigns', { query: { campaign, ...at(position) } }))).toMatchObject([{ service, asked: 3 }]);
  const saved = await fill(lead, [
    { indicator: 'PDP-C-02', value: { state: 'number', value: 40 } }, { indicator: 'PDP-C-02a', value: { state: 'number', value: 0 } }, { indicator: 'TMS-03', value: { state: 'missing' }, explanation: 'Suivi commencé en 2025' },
  ]);
  expect(rows(saved, 'cells').map(({ outcome }) => outcome)).toEqual(['saved', 'saved', 'saved']);
  await lead.call('explainCell', { params: { ...submission(), indicator: 'PDP-C-02' }, body: { explanation: 'Deux cellules' } });
  expect(rows(await lead.call('getCellHistory', { params: { ...submission(), indicator: 'PDP-C-02' } }))[0]).toMatchObject({ what: 'saved', after: { state: 'number', value: 40 } });
  const grid = await lead.call('getCampaign', { params: submission(), query: at(saved['position']) });
  expect(rows(grid, 'rows').filter(({ indicator }) => codes.includes(String((indicator as Row)['code']))).map(({ value }) => value)).toEqual(expect.arrayContaining([{ state: 'number', value: 0 }, { state: 'missing' }]));
  await director.call('submitCampaign', { params: submission() });
});

test('it is recalled, sent again, returned, corrected, checked by both sides and approved', async () => {
  await director.call('takeCampaignStep', { params: { ...submission(), step: 'recall' }, body: { reason: 'Un oubli' } });
  await director.call('submitCampaign', { params: submission() });
  await fund.call('returnLine', { params: { ...submission(), indicator: 'PDP-C-02' }, body: { reason: 'Voir nos chiffres' } });
  await fill(lead, [{ indicator: 'PDP-C-02', value: { state: 'number', value: 41 } }]);
  await director.call('submitCampaign', { params: submission() });
  for (const side of [agent, fund]) {
    await side.call('checkLines', { params: submission() });
    await side.call('takeCampaignStep', { params: { ...submission(), step: 'finish-check' } });
  }
  const { position } = await signatory.call('takeCampaignStep', { params: { ...submission(), step: 'approve' } });
  expect(await lead.call('getCampaign', { params: submission(), query: at(position) })).toMatchObject({ summary: { state: 'approved' } });
  await lead.call('getBenchmark', { params: submission() });
  await agent.call('getRegionalTable', { params: { year: '2024' } });
});

test('the nation reads it: coverage, contract, collection, indicators, links', async () => {
  await dgt.call('getMe');
  await dgt.call('listOrganisations');
  await dgt.call('getOrganisation', { params: { id: 'dgt' } });
  const found = await heard(() => dgt.call('listNationalContracts', { query: { region: '24', search: 'logiciel', sort: '-expiresOn' } }), (reply) => rows(reply).some(({ status }) => status === 'active'));
  expect(rows(found)[0]).toMatchObject({ id: contract.id, services: [{ service }] });
  expect(await dgt.call('getPublishedContract', { params: { region: '24', ...contract } })).toMatchObject({ contract: { id: contract.id, signed: true } });
  expect(rows(await dgt.call('getCoverage', { query: { au: today } }), 'regions').length).toBe(18);
  await dgt.call('getRegion', { params: { region: '24' } });
  expect(rows(await dgt.call('listServices', { query: { region: '24', search: service } }))).toMatchObject([{ service, covered: true }]);
  for (const figure of ['services-covered', 'contracts-active', 'submissions']) await dgt.call('explainFigure', { params: { figure } });
  await dgt.call('getCollection');
  expect(rows(await dgt.call('listNationalIndicators', { query: { limit: '500' } })).map((row) => text(row, 'code'))).toContain('PDP-C-02');
  await dgt.call('exploreIndicator', { params: { code: 'PDP-C-02' } });
  const values = await dgt.call('listIndicatorValues', { params: { code: 'PDP-C-02' }, query: { period: campaign, region: '24' } });
  expect(rows(values)).toEqual(expect.arrayContaining([expect.objectContaining({ service, period: campaign })]));
  expect(rows(await dgt.call('listLinks')).map(({ peer }) => peer).sort()).toEqual(['11', '24']);
  await dgt.call('listHeld');
  expect((await dgt.send('releaseHeld', { body: { topic: 'contracts', stream: 'contract-absent' } })).status).toBe(404);
});

test('what belongs to another region, or to nobody, is not found', async () => {
  for (const id of ['11', 'absent', 'contract-of-elsewhere']) expect((await agent.send('getContract', { params: { id } })).status).toBe(404);
  expect((await dgt.send('getPublishedContract', { params: { region: '11', ...contract } })).status).toBe(404);
  expect([403, 404]).toContain((await lead.send('getCampaign', { params: { campaign, service: '000000000' } })).status);
  expect((await lead.send('draftContract', { body: { heading: { reference: 'x', title: 'x', shape: 'individual' } } })).status).toBe(403);
});

test('every endpoint of both lists has answered as its schema says', () => {
  const all = [...regionEndpoints, ...nationEndpoints].map(({ id }) => id);
  expect([...new Set(all)].filter((id) => !demo.answered.has(id))).toEqual(['releaseHeld']);
});
