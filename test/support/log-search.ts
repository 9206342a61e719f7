/** A kind of thing that no log line may hold, and how it is told. */
interface Forbidden {
  readonly kind: string;
  readonly found: (line: string) => string | undefined;
}

const matching = (kind: string, pattern: RegExp): Forbidden => ({
  kind,
  found: (line) => pattern.exec(line)?.[0],
});

/** Ten or twelve digits as Swedish personal numbers are written; not a part of an id or of a longer number. */
const numbers = /(?<![\w.+-])(?:\d{2})?(\d{6})[-+]?(\d{4})(?![\w-]|\.\d)/g;

/**
 * Whether it is a Swedish personal number, or a coordination number (the day plus 60): a date, and the check digit of
 * folkbokföringslagen 18 § (Luhn). Other numbers of the same length are nearly never both.
 */
const isPersonal = (date: string, last: string): boolean => {
  const month = Number(date.slice(2, 4));
  const day = Number(date.slice(4)) % 60;
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = [...`${date}${last}`]
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1))
    .reduce((total, product) => total + (product > 9 ? product - 9 : product), 0);
  return sum % 10 === 0;
};

const forbidden: readonly Forbidden[] = [
  matching('a token (JWT)', /eyJ[\w-]{8,}/),
  matching('an Authorization header', /"?authorization"?\s*[:=]|\bbearer\s+[\w~+/.-]{6,}/i),
  matching('a secret of a webhook', /\bwh(?:sec|sk)_[\w+/=-]{6,}/),
  matching('a sealed secret', /\bsealed:[\w+/=-]{4,}/i),
  matching('a signature of a webhook', /\bv1a?,[\w+/]{20,}/),
  matching('a signed address', /X-Amz-(?:Signature|Credential|Security-Token)=/i),
  matching('the secret address of a feed', /\/feeds\/[^\s/"…]{2,}/i),
  matching('an e-mail address', /(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-z]{2,}/i),
  matching('content of a file', /%PDF-\d|PK\\u0003\\u0004/),
  // What test data holds where a log has nothing to look for: notes, descriptions, keys in addresses.
  matching('a planted word', /canary/i),
  {
    kind: 'a personal number',
    found: (line) =>
      [...line.matchAll(numbers)].find(([, date = '', last = '']) => isPersonal(date, last))?.[0],
  },
];

/** What a log line holds that it may not, each with its kind. */
export const findingsIn = (line: string): readonly string[] =>
  forbidden.flatMap(({ kind, found }) => {
    const text = found(line);
    return text === undefined ? [] : [`${kind}: ${text}`];
  });
