import { regionOf } from '@cpom/kernel';
import { fictitiousSiren } from './siren.ts';

/** An organisation of the demonstration. `origin` says which document states it, or that we made it up. */
export interface DemoOrganisation {
  readonly id: string;
  readonly kind: 'service' | 'authority' | 'fund' | 'federation' | 'body' | 'partner' | 'nation';
  readonly name: string;
  readonly shortName: string;
  readonly aliases?: readonly string[];
  readonly address?: string;
  readonly regions: readonly string[];
  readonly origin: string;
}

const service = (index: number, shortName: string, name: string, region: string, origin: string, aliases: readonly string[] = []): DemoOrganisation =>
  ({ id: fictitiousSiren(index), kind: 'service', name, shortName, aliases, regions: [region], origin });

/** The seven services of the founding contract (S1); their SIREN are fictitious. */
export const centreServices: readonly DemoOrganisation[] = [
  service(1, 'CIHL', 'CIHL', '24', 'S1'),
  service(2, 'APST37', 'APST 37', '24', 'S1'),
  service(3, 'SISTEL', 'SISTEL', '24', 'S1'),
  service(4, 'AISMT36', 'AISMT 36', '24', 'S1', ['AIMSMT 36']),
  service(5, 'APST41', 'APST 41', '24', 'S1'),
  service(6, 'SANTBTP', 'SANTBTP', '24', 'S1'),
  service(7, 'APST18', 'APST 18', '24', 'S1'),
];

export const acms: DemoOrganisation = service(101, 'ACMS', 'ACMS', '11', 'S2');

const authority = (code: string, shortName: string, address: string, origin: string): DemoOrganisation =>
  ({ id: `dreets-${code}`, kind: 'authority', name: `${shortName} ${regionOf(code)?.name ?? ''}`, shortName: `${shortName} ${regionOf(code)?.name ?? ''}`, address, regions: [code], origin });

/** What is known beside the services, by instance. */
const around: Readonly<Record<string, readonly DemoOrganisation[]>> = {
  '24': [
    authority('24', 'DREETS', '12 place de l’Étape, 45000 Orléans', 'S1'),
    { id: 'carsat-cvl', kind: 'fund', name: 'Carsat Centre-Val de Loire', shortName: 'Carsat CVL', address: '30 boulevard Jean-Jaurès, Orléans', regions: ['24'], origin: 'S1' },
    { id: 'apst-cvl', kind: 'federation', name: 'APST Centre Val de Loire', shortName: 'APST CVL', address: '41 rue de la Milletière, 37100 Tours', regions: ['24'], origin: 'S1' },
    { id: 'cratmp-cvl', kind: 'body', name: 'Commission régionale des accidents du travail et maladies professionnelles', shortName: 'CRATMP', regions: ['24'], origin: 'S1' },
    { id: 'gpro-cvl', kind: 'body', name: 'Groupe permanent régional d’orientation', shortName: 'GPRO', regions: ['24'], origin: 'S1' },
    { id: 'croct-cvl', kind: 'body', name: 'Comité régional d’orientation des conditions de travail', shortName: 'CROCT', regions: ['24'], origin: 'S1' },
    { id: 'drsm-cvl', kind: 'partner', name: 'Direction régionale du service médical et échelons locaux', shortName: 'DRSM et ELSM', regions: ['24'], origin: 'S1' },
  ],
  '11': [
    authority('11', 'DRIEETS', '', 'S2'),
    { id: 'cramif', kind: 'fund', name: 'Caisse régionale d’assurance maladie d’Île-de-France', shortName: 'Cramif', regions: ['11'], origin: 'S2' },
    { id: 'ars-idf', kind: 'body', name: 'Agence régionale de santé Île-de-France', shortName: 'ARS', regions: ['11'], origin: 'S4' },
    { id: 'crprp-idf', kind: 'body', name: 'Comité régional de prévention des risques professionnels', shortName: 'CRPRP', regions: ['11'], origin: 'S4' },
  ],
  nation: [{ id: 'dgt', kind: 'nation', name: 'Direction générale du travail', shortName: 'DGT', regions: [], origin: 'S1' }],
};

const services: Readonly<Record<string, readonly DemoOrganisation[]>> = { '24': centreServices, '11': [acms] };

/** Everybody whom an instance of the demonstration knows. */
export const demoOrganisations = (instance: string): readonly DemoOrganisation[] => [...(around[instance] ?? []), ...(services[instance] ?? [])];
