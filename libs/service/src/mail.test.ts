import { afterEach, expect, test } from '@jest/globals';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { smtpMailer, type Mail } from './mail.ts';

let server: Server | undefined;
afterEach(async () => { await new Promise((done) => { if (server) server.close(done); else done(undefined); }); server = undefined; });

/** A mail server of the smallest kind: answers each command from a table, keeps what it was given. */
async function mailServer(answers: Readonly<Record<string, string>> = {}): Promise<{ readonly url: string; readonly taken: string[] }> {
  const taken: string[] = [];
  server = createServer((socket) => {
    let inData = false;
    let text = '';
    socket.setEncoding('utf8').write('220 pret\r\n');
    socket.on('data', (chunk: string) => {
      for (const line of chunk.split('\r\n').filter((one, index, all) => inData || one !== '' || index < all.length - 1)) {
        if (inData && line === '.') { inData = false; taken.push(text); socket.write('250 pris\r\n'); continue; }
        if (inData) { text += `${line}\n`; continue; }
        const command = line.slice(0, 4).toUpperCase();
        if (command === 'DATA') { inData = true; socket.write('354 allez\r\n'); continue; }
        if (command === 'QUIT') { socket.end('221 bye\r\n'); continue; }
        if (command.trim() !== '') socket.write(`${answers[command] ?? '250 ok'}\r\n`);
      }
    });
    socket.on('error', () => { socket.destroy(); });
  });
  await new Promise<void>((listening) => { server?.listen(0, '127.0.0.1', listening); });
  return { url: `smtp://127.0.0.1:${(server?.address() as AddressInfo).port}`, taken };
}

const mail: Mail = { id: 'cause-1', to: 'personne@exemple.fr', subject: 'Signature attendue', text: 'Bonjour,\n\nUne signature est attendue.\n' };
const from = 'ne-pas-repondre@exemple.fr';

test('given a mail server, when a mail is sent twice, then both are the same message for whoever receives them', async () => {
  const { url, taken } = await mailServer();
  const mailer = smtpMailer({ url, from });
  expect([await mailer.send(mail), await mailer.send(mail)]).toEqual(['sent', 'sent']);
  mailer.close();
  const ids = taken.map((text) => /^Message-ID: (.*)$/im.exec(text)?.[1]);
  expect(ids[0]).toMatch(/^<[0-9a-f]{40}@exemple\.fr>$/);
  expect(ids[1]).toBe(ids[0]);
  expect(taken[0]).toMatch(/^Auto-Submitted: auto-generated$/m);
});

test('given a server that knows no such address, when a mail is sent, then it is refused for good', async () => {
  const { url } = await mailServer({ RCPT: '550 inconnu' });
  const mailer = smtpMailer({ url, from });
  expect(await mailer.send(mail)).toBe('refused');
  mailer.close();
});

test('given a server that asks to come back, or none at all, when a mail is sent, then it may be tried again', async () => {
  const { url } = await mailServer({ RCPT: '451 plus tard' });
  const mailer = smtpMailer({ url, from });
  expect(await mailer.send(mail)).toBe('unreachable');
  mailer.close();
  const nobody = smtpMailer({ url: 'smtp://127.0.0.1:9', from });
  expect(await nobody.send(mail)).toBe('unreachable');
  nobody.close();
});
