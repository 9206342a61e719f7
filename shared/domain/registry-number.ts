const yearAndNumber = /(?<year>(?:19|20)\d{2})[^\p{L}\p{N}]+0*(?<number>\d+)/u;
const label = /^\s*(?:DIARIENUMMER|DNR)\s*[.:]?\s*/u;

/**
 * A registry number (diarienummer) reduced to what identifies it: code, year and running number.
 * `2020.246 KS`, `2020.246ks` and `Dnr KS 2020/246` are the same. What has no year and number in it
 * is compared letter by letter, without spaces, punctuation or case.
 */
export const normaliseRegistryNumber = (text: string): string => {
  const upper = text.normalize('NFC').toUpperCase().replace(label, '');
  const { year, number } = yearAndNumber.exec(upper)?.groups ?? {};
  if (year === undefined || number === undefined) {
    return upper.replace(/[^\p{L}\p{N}]/gu, '') || upper.trim();
  }
  const rest = upper.replace(yearAndNumber, ' ');
  const code = rest.replace(/[^\p{L}]/gu, '');
  const suffix = rest.replace(/[^\p{N}]/gu, '');
  return [code, year, number, suffix].join(':');
};
