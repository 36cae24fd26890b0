import { day } from '@cpom/kernel';
import { expect, test } from '@jest/globals';
import { noticeKinds } from './announcement.ts';
import { digestOf, letterOf, wordsOf } from './words.ts';

const about = { service: 's', contract: 'REF', period: 'ANNÉE', on: day('2026-12-31') };
const site = { origin: 'https://cpom.exemple.fr', name: 'Centre-Val de Loire' };
const variants = noticeKinds.flatMap((kind) => [{ kind, about }, { kind, about: { ...about, overdue: true, provisional: true } }]);

test.each(variants)('given a notice of kind $kind, when it is written, then no figure stands in it but its date', (one) => {
  const { subject, text } = wordsOf(one, () => 'SERVICE');
  const said = `${subject} ${text}`.replaceAll('31/12/2026', '');
  expect(said).not.toMatch(/\d/);
  expect(said).not.toMatch(/undefined|« »/);
  expect(subject.length).toBeLessThan(120);
});

test('given a letter and a digest, then each line leads to its page, and both say how to have less of them', () => {
  const line = { subject: 'Sujet', text: 'Texte.', path: '/contrats/c' };
  expect(letterOf(line, site).text).toContain('https://cpom.exemple.fr/contrats/c');
  const digest = digestOf([line, { ...line, path: '/campagnes' }], day('2026-12-31'), site);
  expect(digest.subject).toBe('Récapitulatif du 31/12/2026');
  expect(digest.text).toMatch(/contrats\/c[\s\S]*\/campagnes[\s\S]*\/courriers/);
});
