import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Item,
  nothingTold,
  type Told,
  verdictOn,
} from '../../../../infra/operations/restore/merge.ts';
import { restorable } from '../../../../infra/operations/restore/tables.ts';

const now = new Date('2026-11-22T07:00:00Z');
const how = (overwrite: boolean, told: Told = nothingTold) => ({ overwrite, told, now });

const document = (facts: Item = {}): Item => ({
  documentId: { S: 'a' },
  item: { S: 'document' },
  title: { S: 'Policy' },
  revision: { N: '7' },
  sequence: { N: '12' },
  ...facts,
});
const version: Item = {
  documentId: { S: 'a' },
  item: { S: 'version#00002' },
  state: { S: 'available' },
};

const counts = fc.nat({ max: 100_000 });
const documents = fc
  .record({ title: fc.string(), revision: counts, sequence: counts })
  .map(({ title, revision, sequence }) =>
    document({
      title: { S: title },
      revision: { N: `${revision}` },
      sequence: { N: `${sequence}` },
    }),
  );
const tolds: fc.Arbitrary<Told> = fc.record({
  last: counts,
  erased: fc.boolean(),
  erasedVersions: fc.uniqueArray(fc.integer({ min: 1, max: 3 })).map((all) => new Set(all)),
});

describe('a document that comes back', () => {
  it('numbers its events on from the last that anyone was told, and has a revision of its own', () => {
    fc.assert(
      fc.property(
        documents,
        fc.option(documents, { nil: undefined }),
        counts,
        (past, current, last) => {
          const said = verdictOn(
            'documents',
            { past, current },
            how(true, { ...nothingTold, last }),
          );
          if (!('item' in said)) return;
          const sequences = [past, current].map((one) => Number(one?.sequence?.N ?? 0));
          expect(Number(said.item.sequence?.N)).toBe(Math.max(last, ...sequences));
          for (const one of [past, current]) {
            expect(Number(said.item.revision?.N)).toBeGreaterThan(Number(one?.revision?.N ?? 0));
          }
        },
      ),
    );
  });

  it('says nothing anew, and asks for a wake-up at its next instant', () => {
    const dueAt = { S: '2035-06-30T22:00:00.000Z' };
    const past = document({ emitted: { L: [] }, wakeAt: { S: '2030-01-01T00:00:00.000Z' }, dueAt });
    const said = verdictOn('documents', { past, current: undefined }, how(false));
    expect(said).toEqual({
      verdict: 'missing',
      item: document({ revision: { N: '1007' }, dueAt, wakeAt: dueAt }),
    });
  });

  it('stays as it is where it only differs, unless overwriting was asked for', () => {
    const [past, current] = [document(), document({ title: { S: '???' } })];
    expect(verdictOn('documents', { past, current }, how(false))).toEqual({ verdict: 'kept' });
    expect(verdictOn('documents', { past, current }, how(true))).toMatchObject({
      verdict: 'overwritten',
      item: { title: { S: 'Policy' } },
    });
  });
});

describe('what was erased since', () => {
  it('does not come back: neither a document, nor a version of one', () => {
    const told = { ...nothingTold, erasedVersions: new Set([2]) };
    for (const current of [undefined, { ...version, state: { S: 'erased' } }]) {
      expect(verdictOn('documents', { past: version, current }, how(true, told))).toEqual({
        verdict: 'erased',
      });
    }
    const other = { ...version, item: { S: 'version#00001' } };
    const missing = { verdict: 'missing', item: other };
    expect(verdictOn('documents', { past: other, current: undefined }, how(true, told))).toEqual(
      missing,
    );
    expect(
      verdictOn(
        'documents',
        { past: document(), current: undefined },
        how(true, {
          ...nothingTold,
          erased: true,
        }),
      ),
    ).toEqual({ verdict: 'erased' });
  });

  it('never is written, whatever else is so', () => {
    fc.assert(
      fc.property(
        documents,
        fc.option(documents, { nil: undefined }),
        tolds,
        (past, current, told) => {
          const said = verdictOn(
            'documents',
            { past, current },
            how(true, { ...told, erased: true }),
          );
          expect(said).not.toHaveProperty('item');
        },
      ),
    );
  });
});

describe('an item of another table', () => {
  const others = fc.constantFrom(...restorable.filter((table) => table !== 'documents'));

  it('comes back exactly as it was where it is missing, and is never overwritten', () => {
    fc.assert(
      fc.property(others, fc.boolean(), fc.string(), (table, overwrite, text) => {
        const past = { key: { S: 'k' }, text: { S: text } };
        expect(verdictOn(table, { past, current: undefined }, how(overwrite))).toEqual({
          verdict: 'missing',
          item: past,
        });
        const current = { ...past, text: { S: `${text}!` } };
        expect(verdictOn(table, { past, current }, how(overwrite))).toEqual({ verdict: 'kept' });
        expect(verdictOn(table, { past, current: past }, how(overwrite))).toEqual({
          verdict: 'same',
        });
      }),
    );
  });

  it('stays forgotten once its time to live is over', () => {
    const ttl = (seconds: number) => ({
      key: { S: 'k' },
      ttl: { N: `${now.getTime() / 1000 + seconds}` },
    });
    const verdict = (past: Item) =>
      verdictOn('deliveries', { past, current: undefined }, how(false)).verdict;
    expect(verdict(ttl(0))).toBe('expired');
    expect(verdict(ttl(1))).toBe('missing');
  });
});
