import { mkdtempSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../signin/browser.fixture.ts';
import { agent, stranger } from '../signin/instance.fixture.ts';
import { startDemoProvider, type DemoProvider } from './index.ts';

const dir = mkdtempSync(join(tmpdir(), 'demo-provider-'));
const client = { clientId: 'r24', clientSecret: 's'.repeat(32), origin: 'http://127.0.0.1:9', name: 'Région <24>' };
const elsewhere = { ...agent, sub: 'autre-instance', clientIds: ['r11'] };
const start = (): Promise<DemoProvider> =>
  startDemoProvider({ port: 0, dir, accounts: [agent, { ...stranger, organisation: 'CARSAT & fictive' }, elsewhere], clients: [client] });
let provider: DemoProvider;
beforeAll(async () => { provider = await start(); });
afterAll(async () => {
  await provider?.stop();
  await rm(dir, { recursive: true, force: true });
});

const ask = (changes: Record<string, string> = {}): string =>
  `${provider.issuer}/auth?${new URLSearchParams({
    client_id: 'r24', redirect_uri: `${client.origin}/connexion/retour`, response_type: 'code', scope: 'openid email',
    state: 's'.repeat(43), nonce: 'n'.repeat(43), ...changes,
  })}`;

const page = async (): Promise<{ response: Response; text: string }> => {
  const browser = openBrowser();
  const { response } = await browser.follow(await browser.get(ask()));
  return { response, text: await response.text() };
};

test('the page is in French, says it is a stand-in, and lists one button per account under its organisation', async () => {
  const { response, text } = await page();
  expect(response.status).toBe(200);
  expect(text).toContain('<html lang="fr">');
  expect(text).toContain('Instance de démonstration, données fictives');
  expect(text.match(/<h1>/g)).toHaveLength(1);
  expect(text.match(/<h2>([^<]*)<\/h2>/g)).toEqual(['<h2>DREETS de démonstration</h2>', '<h2>CARSAT &amp; fictive</h2>']);
  expect(text.match(/<button type="submit" name="compte" value="demo-[a-z]+">/g)).toHaveLength(2);
  expect(text).toContain('Région &lt;24&gt;');
});

test('each sign-in asks who one is, and offers what is offered to that instance', async () => {
  const browser = openBrowser();
  const { response, url } = await browser.follow(await browser.get(ask()));
  expect(await response.text()).not.toContain('autre-instance');
  await browser.follow(await browser.post(url, { compte: agent.sub }), '/connexion/retour');
  const again = await browser.follow(await browser.get(ask()));
  expect(await again.response.text()).toContain('Choisissez la personne');
});

test('it works without JavaScript and with nothing inline', async () => {
  const { response, text } = await page();
  expect(text).not.toMatch(/<script|<style|style=|onclick/);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`form-action 'self' ${client.origin}`);
  expect((await fetch(`${provider.issuer}/identite.css`)).headers.get('content-type')).toContain('text/css');
});

test.each([
  ['an unknown client', { client_id: 'other' }],
  ['another way back', { redirect_uri: 'https://ailleurs.example/' }],
])('%s is refused on a French page, and goes nowhere', async (_name, changes) => {
  const response = await openBrowser().get(ask(changes));
  expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  expect(await response.text()).toContain('Demande refusée');
});

test('a step that is over is told in French, without a stack', async () => {
  const response = await openBrowser().get(`${provider.issuer}/identite/inconnue`);
  const text = await response.text();
  expect([response.status, text.includes('a expiré'), /at |\.js/.test(text)]).toEqual([400, true, false]);
});

test('the keys are made once, for their owner only', async () => {
  const file = join(dir, 'demo-provider-keys.json');
  const before = await readFile(file, 'utf8');
  const other = await start();
  await other.stop();
  expect(await readFile(file, 'utf8')).toBe(before);
  expect((await stat(file)).mode & 0o077).toBe(0);
});

test('it listens on this machine only', () => expect(new URL(provider.issuer).hostname).toBe('127.0.0.1'));

test('a port that is taken is an error, not a silence', async () => {
  const port = Number(new URL(provider.issuer).port);
  await expect(startDemoProvider({ port, dir, accounts: [], clients: [] })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
