/** A column of the spreadsheet: one line a contract. */
export interface Column {
  readonly key: ColumnKey;
  readonly heading: string;
  readonly required: boolean;
  readonly help: string;
}

export type ColumnKey = 'reference' | 'title' | 'shape' | 'commonReference' | 'services' | 'authority' | 'funds' | 'signatories' | 'partners' | 'effect'
  | 'expiry' | 'provisional' | 'followUp' | 'extended' | 'opinions' | 'signatures' | 'themes' | 'files' | 'origin';

const column = (key: ColumnKey, heading: string, help: string, required = false): Column => ({ key, heading, required, help });

/** In the order of the model that is offered; any order is read, headings are recognised without accents or case. */
export const columns: readonly Column[] = [
  column('reference', 'Référence', 'Unique dans la région : 2021-2022', true),
  column('title', 'Titre', 'CPOM 2021-2022', true),
  column('shape', 'Forme', 'individuel ou collectif', true),
  column('commonReference', 'Référence commune', 'La même pour des contrats jumeaux de deux régions'),
  column('services', 'Services', 'SIREN séparés par des points-virgules : 732829320 ; 775665615', true),
  column('authority', 'DREETS', 'Code dans l\'annuaire : dreets-24', true),
  column('funds', 'Caisses', 'Codes séparés par des points-virgules : carsat-cvl', true),
  column('signatories', 'Autres signataires', 'Codes séparés par des points-virgules'),
  column('partners', 'Partenaires', 'Codes de ceux qui s\'engagent sans signer : drsm-cvl'),
  column('effect', 'Prise d\'effet', 'signature, ou une date : 10/02/2022, 02/2022, 2022'),
  column('expiry', 'Échéance', '31/12/2022, 12/2022, 2022 ; vide si elle n\'est pas connue'),
  column('provisional', 'Échéance provisoire', 'oui ou non'),
  column('followUp', 'Date de suivi', 'Quand l\'échéance provisoire sera réexaminée : 30/06/2022'),
  column('extended', 'Prorogations comprises', 'oui ou non'),
  column('opinions', 'Avis', 'Instance, date, nature et sens, séparés par des points-virgules : cratmp-24 07/12/2021 favorable ; croct-24 15/12/2021 validation'),
  column('signatures', 'Signatures', 'Une date pour toutes les parties (10/02/2022), ou partie, date et fonction : carsat-cvl 10/02/2022 Directrice ; dreets-24 02/2022'),
  column('themes', 'Thèmes', 'pdp ; tms ; chimique ; rps ; routier ; accidents ; intérim ; expositions ; secteur ; expérimentation ; autre'),
  column('files', 'Fichiers', 'Noms des PDF déposés avec le tableau : cpom-2021.pdf'),
  column('origin', 'Origine', 'D\'où viennent ces faits'),
];
