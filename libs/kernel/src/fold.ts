/** The text without accents, case or ligatures: what search compares. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae');

/** The folded words of a text, each once, in order. */
export const tokens = (text: string): string[] => [...new Set(fold(text).split(/[^a-z0-9]+/).filter((word) => word !== ''))];
