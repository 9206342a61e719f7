import { describe, expect, it } from 'vitest';
import { type Ids, nothing, populated } from '../../../support/access.ts';
import type { Received, Sent } from '../../../support/api.ts';
import { isAboutOne, operations } from '../../../support/description.ts';
import { subscriber } from '../../../support/subscribing.ts';

const owned = operations.filter(
  (operation) => operation.organisation === 'own' && isAboutOne(operation),
);

const idsIn = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** Requests of every sort: as they succeed, and with something wrong that is found before, or only after, the thing. */
const requests: Readonly<Record<string, Sent>> = {
  'as it succeeds': {},
  'with the tag of another state': { headers: { 'if-match': '"999"' } },
  'with a tag that is none': { headers: { 'if-match': 'x' } },
  'with what is known already': { headers: { 'if-none-match': '*' } },
  'with a key': { headers: { 'idempotency-key': 'key-1' } },
  'with an empty object': { body: {} },
  'with a field too many': { body: { x: 1 } },
  'with a body that is no JSON': { raw: Buffer.from('{') },
};

/** All that a caller sees, but for the ids that it sent itself. */
const seen = ({ status, headers, body }: Received, ids: Ids): string =>
  Object.values(ids).reduce(
    (text, id) => text.replaceAll(id, '…'),
    JSON.stringify([status, headers, body]),
  );

describe.each(owned.map((operation) => [operation.name, operation] as const))(
  '%s',
  (_name, operation) => {
    it.each(Object.entries(requests))(
      'answers about what another organisation has as about nothing: %s',
      async (_request, sent) => {
        const { ask, state, things } = await populated();
        const before = await state();
        const methods = operation.method === 'GET' ? ['GET', 'HEAD'] : [operation.method];
        // Each id on its own, beside own ones: another's replay of the caller's subscription, and so on.
        for (const name of idsIn(operation.path)) {
          const theirs: Ids = { [name]: things.boras[name] ?? '' };
          const none: Ids = { [name]: nothing[name] ?? '' };
          expect(theirs[name]).not.toBe('');
          expect(none[name]).not.toBe('');
          for (const method of methods) {
            const request = { ...sent, ...subscriber('alingsas') };
            const another = await ask({ ...operation, method }, request, theirs);
            const nowhere = await ask({ ...operation, method }, request, none);
            expect(seen(another, theirs)).toBe(seen(nowhere, none));
            expect(another.status).toBeGreaterThanOrEqual(400);
          }
        }
        expect(await state()).toBe(before);
      },
    );

    it('answers 404 about all that another organisation has, and finds the same for its owner', async () => {
      const { ask, things } = await populated();
      const theirs = things.boras;
      expect((await ask(operation, subscriber('alingsas'), theirs)).status).toBe(404);
      expect((await ask(operation, subscriber('boras'), theirs)).status).toBeLessThan(400);
    });
  },
);

it('every id that an organisation can have is asked about', async () => {
  const { things } = await populated();
  const asked = new Set(owned.flatMap(({ path }) => idsIn(path)));
  expect([...asked].toSorted()).toEqual(Object.keys(things.alingsas).toSorted());
});
