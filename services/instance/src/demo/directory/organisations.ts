import { regionOf } from '@cpom/kernel';
import { centreInvented, founding, ileDeFranceServices, southernServices } from './services.ts';
import type { DemoOrganisation } from './types.ts';

type Kind = DemoOrganisation['kind'];

function authority(code: string, title: string, origin: string, address = ''): DemoOrganisation {
  const name = `${title} ${regionOf(code)?.name ?? ''}`;
  return { id: `dreets-${code}`, kind: 'authority', name, shortName: name, address, regions: [code], origin, hasAccounts: true };
}

const other = (kind: Kind, regions: readonly string[], origin: string, id: string, shortName: string, name: string, more: Partial<DemoOrganisation> = {}): DemoOrganisation =>
  ({ id, kind, name, shortName, regions, origin, ...more });

const code = 'code du travail';
/** The bodies that the law names today: consulted on the third generation. */
const present = (region: string, suffix: string): readonly DemoOrganisation[] => [
  other('body', [region], code, `crpst-${suffix}`, 'CRPST', 'Comité régional de prévention et de santé au travail', { hasAccounts: true }),
];
const offered = { hasAccounts: true } as const;
const southern = (region: string): readonly DemoOrganisation[] => [
  authority(region, 'DREETS', 'S0'),
  other('fund', ['93', '94'], 'S0', 'carsat-sud-est', 'Carsat Sud-Est', 'Carsat Sud-Est'),
  other('federation', ['93', '94'], 'S0', 'presanse-paca-corse', 'Présanse PACA-Corse', 'Présanse PACA-Corse'),
];

/** What is known beside the services, by instance. */
const beside: Readonly<Record<string, readonly DemoOrganisation[]>> = {
  24: [
    authority('24', 'DREETS', 'S1', '12 place de l’Étape, 45000 Orléans'),
    other('fund', ['24'], 'S1', 'carsat-cvl', 'Carsat CVL', 'Carsat Centre-Val de Loire', { ...offered, address: '30 boulevard Jean-Jaurès, Orléans' }),
    other('federation', ['24'], 'S1', 'apst-cvl', 'APST CVL', 'APST Centre Val de Loire', { ...offered, address: '41 rue de la Milletière, 37100 Tours' }),
    other('body', ['24'], 'S1', 'cratmp-cvl', 'CRATMP', 'Commission régionale des accidents du travail et maladies professionnelles'),
    other('body', ['24'], 'S1', 'gpro-cvl', 'GPRO', 'Groupe permanent régional d’orientation'),
    other('body', ['24'], 'S1', 'croct-cvl', 'CROCT', 'Comité régional d’orientation des conditions de travail'),
    other('partner', ['24'], 'S1', 'drsm-cvl', 'DRSM et ELSM', 'Direction régionale du service médical et échelons locaux'),
    ...present('24', 'cvl'),
    other('body', ['24'], code, 'ars-cvl', 'ARS', 'Agence régionale de santé Centre-Val de Loire'),
  ],
  11: [
    authority('11', 'DRIEETS', 'S2'),
    other('fund', ['11'], 'S2', 'cramif', 'Cramif', 'Caisse régionale d’assurance maladie d’Île-de-France', offered),
    other('body', ['11'], 'S4', 'ars-idf', 'ARS', 'Agence régionale de santé Île-de-France'),
    other('body', ['11'], 'S4', 'crprp-idf', 'CRPRP', 'Comité régional de prévention des risques professionnels'),
    ...present('11', 'idf'),
  ],
  93: southern('93'),
  94: southern('94'),
  nation: [other('nation', [], 'S1', 'dgt', 'DGT', 'Direction générale du travail', offered)],
};

const services: Readonly<Record<string, readonly DemoOrganisation[]>> = { ...southernServices, 24: [...founding, ...centreInvented], 11: ileDeFranceServices };

/** The services of a region, by their short names: the data name them so. */
export const demoServices = (instance: string): ReadonlyMap<string, DemoOrganisation> =>
  new Map((services[instance] ?? []).map((service) => [service.shortName, service]));

/** Everybody whom an instance of the demonstration knows. */
export const demoOrganisations = (instance: string): readonly DemoOrganisation[] => [...(beside[instance] ?? []), ...(services[instance] ?? [])];
