import fc from 'fast-check';

/** What no log line may hold: they stand in titles, notes and names that are sent. */
export const personal = ['19121212-1212', 'tolvan.canary@example.org', 'canary-note'];

/** Texts that have broken something, somewhere. */
export const strangeText = fc.oneof(
  fc.array(fc.nat(0xffff), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes)),
  fc.constantFrom(
    ...['', ' ', '\u0000', '\ud800', '\udc00x', '\ufeff', '\u202e', '\uffff', 'å'.normalize('NFD')],
    ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '-0', '1e400', '0x10'],
    ...['2026-02-30', '9999-12', '0000-01-01', '2026-13', '+275760-09-13', '2026-06-31T25:61:61Z'],
    ...['2026-03-29T02:30:00[Europe/Stockholm]', '2026-10-25T02:30:00[Europe/Stockholm]', 'W10'],
    ...['a\r\nset-cookie: a=b', '%0d%0aset-cookie: a=b', '../../etc/passwd', "' OR 1=1--"],
    ...['http://169.254.169.254/latest/', 'https://user:secret@example.org', 'https://[::1]/x'],
    ...[
      'https://2130706433/',
      'file:///etc/passwd',
      'https://example.org:22',
      'javascript:alert(1)',
    ],
    ...['arn:aws:sqs:eu-north-1:111122223333:ikraft-x', 'arn:aws:sqs:::', 'Europe/../Stockholm'],
    ...personal,
  ),
  fc.integer({ min: 1_000, max: 12_000 }).map((length) => 'x'.repeat(length)),
);

/** Anything that JSON can say, and mostly the wrong thing. */
export const strangeValue = fc.oneof(
  { weight: 4, arbitrary: strangeText },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, false, [], {}, [[]], -1, 0, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1.7e308],
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 2_000 }).map((depth) => nested(depth)) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 1_200 }).map((n) => Array(n).fill('a')) },
);

const nested = (depth: number): unknown => {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
  return value;
};

const strangeKey = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toJSON', 'then', '', 'a/b~c', 'x'),
  fc.string({ maxLength: 8 }),
);

interface Change {
  readonly where: number;
  readonly how: 'replace' | 'drop' | 'add' | 'repeat' | 'capitals';
  readonly key: string;
  readonly value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  where: fc.nat(),
  how: fc.constantFrom<Change['how']>('replace', 'replace', 'drop', 'add', 'repeat', 'capitals'),
  key: strangeKey,
  value: strangeValue,
});

/** The JSON text of a value in which one to three places are wrong. */
export const nearly = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc
    .tuple(value, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([right, changes]) => JSON.stringify(changes.reduce(changed, right)) ?? 'null');

/** The value with a change at one of its places, counted from the outside in. */
const changed = (value: unknown, change: Change): unknown => {
  const places = placesIn(value);
  return at(value, places[change.where % places.length] ?? [], change);
};

const placesIn = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null && path.length < 6
    ? [
        path,
        ...Object.entries(value)
          .slice(0, 50)
          .flatMap(([key, inner]) => placesIn(inner, [...path, key])),
      ]
    : [path];

const at = (value: unknown, [key, ...rest]: readonly string[], change: Change): unknown => {
  if (key === undefined) return atThis(value, change);
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === key ? at(item, rest, change) : item));
  }
  const entries = Object.entries(value ?? {}).map(([name, inner]) =>
    name === key ? [name, at(inner, rest, change)] : [name, inner],
  );
  return Object.fromEntries(entries);
};

const atThis = (value: unknown, { how, key, value: other }: Change): unknown => {
  switch (how) {
    case 'replace':
      return other;
    case 'drop':
      return undefined;
    case 'repeat':
      return Array.isArray(value) ? Array.from({ length: 300 }, () => value[0] ?? other) : [value];
    case 'capitals':
      return typeof value === 'string' ? value.toUpperCase() : other;
    case 'add':
      // As entries: an assignment to __proto__ would change the object instead.
      return Object.fromEntries([...Object.entries(Object(value)), [key, other]]);
  }
};

const raw = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);

/** Bodies that are no JSON, or JSON of the most unhelpful kind. */
export const strangeBody: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.json({ maxDepth: 4 }).map((json) => raw(json)),
  fc.constantFrom<Uint8Array>(
    ...['', '{', '[', '"', 'nul', '{"a":1,}', "{'a':1}", '{"a":1}{"b":2}', '\ufeff{}'].map((text) =>
      raw(text),
    ),
    raw('{"title":"å"}', 'latin1'),
    raw('{"title":"å"}', 'utf16le'),
    raw('{"title":"\\ud800","type":"policy","issuer":{"organisation":"\\u0000"}}'),
    raw('{"kind":"adopt","kind":"repeal","__proto__":{"kind":"adopt"}}'),
    raw(`${'['.repeat(20_000)}${']'.repeat(20_000)}`),
    raw(`{"title":"${'x'.repeat(1_100_000)}"}`),
    Buffer.from([0xc3, 0x28, 0x00, 0xff]),
  ),
);
