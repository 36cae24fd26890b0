import type { Page } from 'playwright-core';
import { send, type Filled } from './browser.ts';

/** What the DREETS agent does by hand, from a blank sheet to the last signature. */
export interface ContractJob {
  readonly origin: string;
  readonly reference: string;
  readonly service: string;
  readonly fund: string;
  readonly bodies: readonly string[];
}

/** Prepares the contract; gives its address. */
async function prepare(page: Page, { origin, reference, service, fund }: ContractJob): Promise<string> {
  await page.goto(`${origin}/contrats/nouveau`);
  await send(page, { reference, title: `CPOM ${reference}`, services: service, funds: fund, expiresOn: '31/12/2030' }, 'Préparer ce contrat');
  return new URL(page.url()).pathname;
}

async function write(page: Page, { origin, service }: ContractJob, contract: string): Promise<void> {
  await page.goto(`${origin}/annuaire/${service}/agrement`);
  await send(page, { grantedOn: '01/01/2026', expiresOn: '31/12/2030', state: 'granted' }, /Enregistrer l.agrément/);
  await page.goto(`${origin}${contract}/modifier`);
  await send(page, { followUp: 'Un comité suit les indicateurs chaque année.', pdpCell: 'Un médecin du travail, un infirmier, un chargé de mission.', noConvention: 'oui' }, 'Enregistrer le texte');
  await page.goto(`${origin}${contract}/fiches/ajouter`);
  await send(page, {
    title: 'Prévenir la désinsertion professionnelle', theme: 'pdp', aims: ['7'], deadline: '31/12/2028', objective: 'Maintenir dans l’emploi.', 'actions[0][text]': 'Accompagner les salariés en risque.',
    'indicators[0][code]': 'PDP-C-02', 'indicators[0][target]': '100',
  }, /Ajouter des lignes.*Engagement/s);
  const commitments = ['service', 'authority', 'fund'].map((role, row) => ({ [`commitments[${row}][role]`]: role, [`commitments[${row}][text]`]: 'Mobiliser la cellule.', [`commitments[${row}][means]`]: 'Un équivalent temps plein.' }));
  await send(page, Object.assign({}, ...commitments) as Filled, 'Enregistrer la fiche');
}

async function step(page: Page, origin: string, contract: string, name: string): Promise<void> {
  await page.goto(`${origin}${contract}/etapes/${name}`);
  await page.locator('main form[method="post"] button[type="submit"]').last().click();
  await page.waitForLoadState();
}

async function consult(page: Page, { origin, bodies }: ContractJob, contract: string): Promise<void> {
  for (const body of bodies) {
    await page.goto(`${origin}${contract}/avis/nouveau`);
    await page.locator('select[name="body"]').selectOption({ label: body });
    await send(page, { kind: 'opinion', sense: 'favourable', askedOn: '01/10/2026', givenOn: '15/10/2026' }, /Enregistrer l.avis/);
  }
}

/** The whole way; ends on the page of the signed contract, whose address it gives. */
export async function prepareAndSign(page: Page, job: ContractJob, signedOn: string): Promise<string> {
  const contract = await prepare(page, job);
  await write(page, job, contract);
  await step(page, job.origin, contract, 'open-negotiation');
  await step(page, job.origin, contract, 'open-consultation');
  await consult(page, job, contract);
  await step(page, job.origin, contract, 'validate');
  await step(page, job.origin, contract, 'open-signing');
  for (const party of [job.service, job.fund, 'dreets-24']) {
    await page.goto(`${job.origin}${contract}/signatures/${party}`);
    await send(page, { function: 'Directeur', signedOn, capacity: 'mandate' }, /Relire/);
    await send(page, {}, /Enregistrer|Confirmer/);
  }
  await page.goto(`${job.origin}${contract}`);
  return contract;
}
