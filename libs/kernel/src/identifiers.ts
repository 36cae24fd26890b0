/** Luhn's key, as SIREN and SIRET use it. */
export function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Nine digits with Luhn's key. A text, never a number: leading zeros count. */
export const isSiren = (text: string): boolean => /^\d{9}$/.test(text) && luhn(text);

/** Fourteen digits with Luhn's key; La Poste's (SIREN 356000000) sum to a multiple of five instead. */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text)) return false;
  const digitSum = [...text].reduce((total, digit) => total + Number(digit), 0);
  return luhn(text) || (text.startsWith('356000000') && digitSum % 5 === 0);
}

const nirShape = /(?<!\d)[12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6}(?:\d{2})?(?!\d)/i;

function hasValidKey(nir: string): boolean {
  const body = nir.slice(0, 13).toUpperCase().replace('2A', '19').replace('2B', '18');
  return nir.length === 13 || 97 - Number(BigInt(body) % 97n) === Number(nir.slice(13));
}

/** Says whether a text seems to hold a social-security number (NIR), with or without its key and spaces. */
export function looksLikeNir(text: string): boolean {
  const found = nirShape.exec(text.replace(/(?<=[\dAB])[\s\u00a0\u202f.](?=[\dAB])/gi, ''));
  return found !== null && !isSiret(found[0]) && hasValidKey(found[0]);
}
