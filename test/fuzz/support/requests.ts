import fc from 'fast-check';
import { type Operation, operations, type Parameter } from '../../support/description.ts';
import type { Sent } from '../../support/http-event.ts';
import { fromSchema } from './from-schema.ts';
import { nearly, personal, strangeBody, strangeText } from './strange.ts';
import { some, words } from './words.ts';

/** A request, with `@kind:n@` wherever something of the world is to stand. */
export interface Generated {
  readonly method: string;
  /** Path and query. */
  readonly address: string;
  readonly sent: Omit<Sent, 'body'>;
}

const one = (weights: Readonly<Record<'right' | 'wrong', number>>) =>
  fc.oneof(
    { weight: weights.right, arbitrary: fc.constant(true) },
    { weight: weights.wrong, arbitrary: fc.constant(false) },
  );

const valuesOf = ({ name, schema }: Parameter) => fromSchema(schema, words, name);

const encoded = (value: unknown): string =>
  encodeURIComponent(String(value).toWellFormed()).replaceAll('%40', '@').replaceAll('%3A', ':');

/** As the gateway hands it over: decoded, and without a question mark that would begin the query. */
const inPath = (value: unknown): string => String(value).replace(/[/?]/g, '-') || '-';

const ending = fc.oneof(
  { weight: 20, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: fc.constantFrom('/', '//', '/x', '/..', '\u0000') },
);

const pathOf = ({ path, parameters }: Operation): fc.Arbitrary<string> => {
  const values = parameters
    .filter((parameter) => parameter.in === 'path')
    .map((parameter) =>
      fc
        .oneof(
          { weight: 8, arbitrary: valuesOf(parameter) },
          { weight: 1, arbitrary: some(parameter.name).map((id) => id.replace('@', '@+')) },
          { weight: 1, arbitrary: strangeText },
        )
        .map((value) => [`{${parameter.name}}`, inPath(value)] as const),
    );
  return fc
    .tuple(fc.tuple(...values), ending)
    .map(([known, end]) =>
      known.reduce((text, [name, value]) => text.replace(name, () => value), path).concat(end),
    );
};

const queryOf = ({ parameters }: Operation): fc.Arbitrary<string> => {
  const stated = parameters.filter((parameter) => parameter.in === 'query');
  const right = stated.map((parameter) =>
    fc
      .tuple(
        one(parameter.required ? { right: 15, wrong: 1 } : { right: 1, wrong: 2 }),
        fc.oneof(
          { weight: 8, arbitrary: valuesOf(parameter) },
          { weight: 1, arbitrary: strangeText },
        ),
      )
      .map(([there, value]) => (there ? [`${parameter.name}=${encoded(value)}`] : [])),
  );
  const names = [...stated.map(({ name }) => name), 'x', '__proto__', 'limit[]', ''];
  const wrong = fc.oneof(
    fc
      .tuple(fc.constantFrom(...names), strangeText)
      .map(([name, value]) => `${name}=${encoded(value.slice(0, 2_000))}`),
    fc.constantFrom('&&', '=', '%', '%zz=%e0%a4%a', '+', 'a;b', '%00', `limit=${'9'.repeat(400)}`),
  );
  const extra = fc.oneof(
    { weight: 6, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.array(wrong, { minLength: 1, maxLength: 3 }) },
  );
  return fc.tuple(fc.tuple(...right), extra).map(([stated, more]) => {
    const all = [...stated.flat(), ...more];
    return all.length === 0 ? '' : `?${all.join('&')}`;
  });
};

const bodyOf = ({ body }: Operation): fc.Arbitrary<Pick<Sent, 'raw' | 'text'>> => {
  if (body === undefined) {
    const some = strangeBody.map((raw) => ({ raw }));
    return fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: some });
  }
  const right = fromSchema(body, words);
  return fc.oneof(
    { weight: 6, arbitrary: right.map((value) => ({ text: JSON.stringify(value) })) },
    { weight: 4, arbitrary: nearly(right).map((text) => ({ text })) },
    { weight: 1, arbitrary: strangeBody.map((raw) => ({ raw })) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
};

const headerText = fc.oneof(
  { weight: 1, arbitrary: strangeText.map((text) => text.slice(0, 300)) },
  { weight: 4, arbitrary: fc.constantFrom('*', '"1"', '"2"', 'W/"1"', '"', '""', '"1", "x"') },
);

/** Present as often as it is stated, and now and then where it is not. */
const headerOf = (name: string, value: fc.Arbitrary<string>) => (operation: Operation) => {
  const stated = operation.parameters.some((one) => one.name.toLowerCase() === name);
  const weights = stated ? { right: 3, wrong: 1 } : { right: 1, wrong: 12 };
  return fc.tuple(one(weights), value).map(([there, text]) => (there ? { [name]: text } : {}));
};

const headers = [
  headerOf('if-match', fc.oneof({ weight: 3, arbitrary: fc.constant('*') }, headerText)),
  headerOf('if-none-match', headerText),
  headerOf('idempotency-key', fc.oneof(fc.constantFrom('key-1', 'key-2'), headerText)),
  headerOf('accept-language', fc.oneof(fc.constantFrom('sv', 'en', 'sv;q=0'), headerText)),
  headerOf('content-type', fc.constantFrom('application/json', 'text/plain', 'x')),
];

const headersOf = (operation: Operation): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc.tuple(...headers.map((header) => header(operation))).map((all) => Object.assign({}, ...all));

const group = (...names: readonly string[]) => ({ groups: names });

const callers: fc.Arbitrary<Pick<Sent, 'groups' | 'claims' | 'subject'>> = fc.oneof(
  { weight: 24, arbitrary: fc.constant(group('role:operator', 'org:alingsas')) },
  {
    weight: 4,
    arbitrary: fc.constant(group('role:registrar', 'role:subscriber', 'org:alingsas')),
  },
  { weight: 2, arbitrary: fc.constant(group('role:subscriber', 'org:boras')) },
  { weight: 1, arbitrary: fc.constant({ groups: null }) },
  {
    weight: 1,
    arbitrary: strangeText.map((text) => ({ claims: { sub: text, 'cognito:groups': text } })),
  },
);

const methodOf = ({ method }: Operation): fc.Arbitrary<string> => {
  const others = ['HEAD', 'PUT', 'OPTIONS', 'TRACE', 'DELETE', 'PATCH', 'get', 'CONNECT'];
  return fc.oneof(
    { weight: 40, arbitrary: fc.constant(method) },
    { weight: method === 'GET' ? 6 : 1, arbitrary: fc.constant('HEAD') },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
};

const requestOf = (operation: Operation): fc.Arbitrary<Generated> =>
  fc
    .record({
      method: methodOf(operation),
      path: pathOf(operation),
      query: queryOf(operation),
      body: bodyOf(operation),
      headers: headersOf(operation),
      caller: callers,
    })
    .map(({ method, path, query, body, headers, caller }) => ({
      method,
      address: `${path}${query}`,
      sent: { ...body, ...caller, headers, subject: personal[1] ?? '' },
    }));

/** Requests of every operation, those with a body more often. */
export const requests: fc.Arbitrary<Generated> = fc.oneof(
  ...operations.map((operation) => ({
    weight: operation.body === undefined ? 2 : 5,
    arbitrary: requestOf(operation),
  })),
);
