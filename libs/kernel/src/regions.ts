/** A region of France: its official code (COG, a text: "01" is not 1), its name and its place on the tile map. */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly column: number;
  readonly row: number;
}

/** The 18 regions on 1 January 2025 (Insee, code officiel géographique); places are ours. In the order of their names. */
export const regions: readonly Region[] = [
  { code: '84', name: 'Auvergne-Rhône-Alpes', column: 4, row: 3 },
  { code: '27', name: 'Bourgogne-Franche-Comté', column: 4, row: 2 },
  { code: '53', name: 'Bretagne', column: 1, row: 1 },
  { code: '24', name: 'Centre-Val de Loire', column: 3, row: 2 },
  { code: '94', name: 'Corse', column: 5, row: 4 },
  { code: '44', name: 'Grand Est', column: 4, row: 1 },
  { code: '01', name: 'Guadeloupe', column: 0, row: 0 },
  { code: '03', name: 'Guyane', column: 0, row: 2 },
  { code: '32', name: 'Hauts-de-France', column: 3, row: 0 },
  { code: '11', name: 'Île-de-France', column: 3, row: 1 },
  { code: '04', name: 'La Réunion', column: 0, row: 3 },
  { code: '02', name: 'Martinique', column: 0, row: 1 },
  { code: '06', name: 'Mayotte', column: 0, row: 4 },
  { code: '28', name: 'Normandie', column: 2, row: 1 },
  { code: '75', name: 'Nouvelle-Aquitaine', column: 2, row: 3 },
  { code: '76', name: 'Occitanie', column: 3, row: 4 },
  { code: '52', name: 'Pays de la Loire', column: 2, row: 2 },
  { code: '93', name: "Provence-Alpes-Côte d'Azur", column: 4, row: 4 },
];

export const regionOf = (code: string): Region | undefined => regions.find((region) => region.code === code);
