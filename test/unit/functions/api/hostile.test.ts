import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routes } from '../../../../functions/api/routes.ts';
import { announcement, memoryApi, registration, type Sent, stating } from '../../../support/api.ts';
import { subscribe } from '../../../support/subscribing.ts';

const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '\u0000', '\ud800', '__proto__', '2026-02-30', '9999-12', '1e400', ' '),
  fc.jsonValue({ maxDepth: 3 }),
  fc.double(),
  fc.constantFrom(null, true, [], {}, -1, 0.5, 2 ** 53),
);

/** A body that is right but for a few fields, of which some are not known at all. */
const almostRight = fc
  .record({
    base: fc.constantFrom<Readonly<Record<string, unknown>>>(
      registration({ parties: [{ id: 'a', name: 'A' }], keywords: ['a'] }),
      announcement(),
      { target: { type: 'webhook', url: 'https://example.org' }, filter: { types: [] } },
      { target: { type: 'sqs', arn: 'arn:aws:sqs:eu-north-1:111122223333:theirs' } },
      { filter: {}, recipients: ['A'], maxPerSecond: 1, signatures: ['v1'], state: 'enabled' },
      { overlapSeconds: 60 },
      { since: '2026-05-01T00:00:00Z', only: 'undelivered' },
      ...['propose', 'adopt', 'amend', 'extend', 'repeal', 'replace'].map((kind) => stating(kind)),
    ),
    changes: fc.dictionary(
      fc.oneof(
        fc.constantFrom(
          'title',
          'parties',
          'keywords',
          'timeZone',
          'decidedOn',
          'decidedBy',
          'fromAndIncluding',
          'throughAndIncluding',
          'documentVersion',
          'party',
          'caseNumber',
          'filter',
          'target',
          'size',
          'description',
          'recipients',
          'maxPerSecond',
          'signatures',
          'state',
          'overlapSeconds',
          'since',
          'until',
          '__proto__',
        ),
        fc.string({ maxLength: 10 }),
      ),
      strange,
      { maxKeys: 3 },
    ),
  })
  .map(({ base, changes }) => Buffer.from(JSON.stringify({ ...base, ...changes })));

const bodies = fc.oneof(
  { weight: 4, arbitrary: almostRight },
  fc.uint8Array({ maxLength: 60 }),
  fc.json({ maxDepth: 4 }).map((json) => Buffer.from(json)),
  fc.constant(Buffer.from(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)),
);

const headerValue = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom('*', '"1"', 'W/"1"', '"', '""', '"1", "x"'),
);

const sent = fc.record<Sent & { readonly raw: Uint8Array }>({
  raw: bodies,
  headers: fc.record({
    'if-match': headerValue,
    'if-none-match': headerValue,
    'idempotency-key': fc.oneof(fc.string({ maxLength: 30 }), fc.constant('key')),
    'accept-language': headerValue,
  }),
});

const query = fc
  .dictionary(
    fc.constantFrom(
      'at',
      'party',
      'cursor',
      'after',
      'limit',
      'status',
      'until',
      'caseNumber',
      'x',
    ),
    fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('1', 'W10', 'W1tdXQ')),
    { maxKeys: 2 },
  )
  .map((parameters) => {
    const text = Object.entries(parameters).map(
      ([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`,
    );
    return text.length === 0 ? '' : `?${text.join('&')}`;
  });

describe('whatever is sent', () => {
  it.each(routes.map(({ method, path }) => [method, path] as const))(
    'to %s %s, the answer is described and never an error of ours',
    async (method, path) => {
      const api = memoryApi();
      const documentId = await api.register({ parties: [{ id: 'a', name: 'A' }] });
      const { subscriptionId } = await subscribe(api);
      const known = path.startsWith('/v1/subscriptions') ? subscriptionId : documentId;
      const ids = fc.oneof(
        { weight: 3, arbitrary: fc.constant(known) },
        fc.stringMatching(/^[^/?]{1,40}$/),
      );
      await fc.assert(
        fc.asyncProperty(ids, query, sent, async (id, parameters, request) => {
          const address = path.replace('{version}', '1').replace(/\{\w+\}/g, () => id);
          const { status } = await api.send(method, `${address}${parameters}`, request);
          expect(status).toBeLessThan(500);
        }),
        { numRuns: 60 },
      );
    },
  );
});
