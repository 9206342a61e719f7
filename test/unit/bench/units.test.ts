import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  itemBytes,
  readUnits,
  refusedUnits,
  type TableShape,
  writeUnits,
} from '../../bench/midnight/units.ts';

const shape: TableShape = {
  keys: ['id'],
  indexes: {
    due: { keys: ['shard', 'at'], projection: 'KEYS_ONLY' },
    whole: { keys: ['kind'], projection: 'ALL' },
  },
};

/** An item of so many bytes, its key among them. */
const ofBytes = (bytes: number, more = {}) => {
  const item = { id: 'a', ...more, fill: '' };
  const rest = bytes - itemBytes(marshall(item));
  return marshall({ ...item, fill: 'x'.repeat(rest) });
};

const units = (before: object | undefined, after: object | undefined, options = {}) =>
  writeUnits(
    shape,
    { before: before && marshall(before), after: after && marshall(after) },
    options,
  );

describe('the bytes of an item', () => {
  it.each([
    [{ a: 'b' }, 2],
    [{ å: 'ö' }, 4],
    [{ n: 7 }, 1 + 2],
    [{ n: 1234 }, 1 + 3],
    [{ n: -1234 }, 1 + 4],
    [{ n: 12000 }, 1 + 2],
    [{ n: 0 }, 1 + 1],
    [{ n: 0.25 }, 1 + 2],
    [{ b: true, c: null }, 4],
    [{ l: [] }, 1 + 3],
    [{ l: ['ab', 'c'] }, 1 + 3 + 2 + 3],
    [{ m: { x: 'y' } }, 1 + 3 + 1 + 2],
    [{ s: new Set(['ab', 'c']) }, 1 + 3],
    [{ u: new Uint8Array(5) }, 1 + 5],
  ])('of %j are as published', (item, bytes) => {
    expect(itemBytes(marshall(item))).toBe(bytes);
  });
});

describe('the units of a write', () => {
  it.each([
    [undefined, 1, 1],
    [undefined, 1024, 1],
    [undefined, 1025, 2],
    [2048, 1000, 2],
    [2049, 1000, 3],
    [1000, 2049, 3],
  ])('from %s to %s bytes are of the larger: %s', (before, after, expected) => {
    const images = {
      before: before && ofBytes(Math.max(9, before)),
      after: ofBytes(Math.max(9, after)),
    };
    expect(writeUnits(shape, { ...images, before: images.before || undefined })).toEqual({
      table: expected,
    });
  });

  it('of a deletion are of what stood there', () => {
    expect(writeUnits(shape, { before: ofBytes(1500), after: undefined })).toEqual({ table: 2 });
  });

  it('come twice in a transaction, in indexes too', () => {
    expect(units(undefined, { id: 'a', shard: 1, at: 'x' }, { inTransaction: true })).toEqual({
      table: 2,
      due: 2,
    });
  });
});

describe('the units of an index of keys', () => {
  const one = { id: 'a', shard: 1, at: '2026' };

  it.each([
    ['put', { id: 'a' }, one, 1],
    ['deleted', one, { id: 'a' }, 1],
    ['moved, which is both', one, { ...one, at: '2027' }, 2],
    ['left without one of its keys', one, { id: 'a', shard: 1 }, 1],
  ])('are of an entry that is %s', (_, before, after, expected) => {
    expect(units(before, after)).toEqual({ table: 1, due: expected });
  });

  it('are none where other attributes change, or there is no entry', () => {
    expect(units(one, { ...one, title: 'x' })).toEqual({ table: 1 });
    expect(units({ id: 'a', shard: 1 }, { id: 'a', shard: 2 })).toEqual({ table: 1 });
  });
});

describe('the units of an index of whole items', () => {
  it('are of what changes in it, by its size', () => {
    const [small, large] = [ofBytes(900, { kind: 'k' }), ofBytes(3000, { kind: 'k' })];
    expect(writeUnits(shape, { before: small, after: large })).toEqual({ table: 3, whole: 3 });
    expect(writeUnits(shape, { before: large, after: large })).toEqual({ table: 3 });
    const moved = ofBytes(3000, { kind: 'l' });
    expect(writeUnits(shape, { before: small, after: moved })).toEqual({ table: 3, whole: 4 });
  });
});

describe('units', () => {
  it('never fall when an item grows', () => {
    fc.assert(
      fc.property(fc.nat(9000), fc.nat(9000), (a, more) => {
        const tableUnits = (bytes: number) =>
          writeUnits(shape, { before: undefined, after: ofBytes(bytes + 10) }).table ?? 0;
        expect(tableUnits(a + more)).toBeGreaterThanOrEqual(tableUnits(a));
      }),
    );
  });

  it('of a refused condition are those of the item that stands there', () => {
    expect(refusedUnits(ofBytes(2100))).toEqual({ table: 3 });
    expect(refusedUnits(undefined)).toEqual({ table: 1 });
  });

  it('of a read are by four kilobytes, half where it may lag', () => {
    expect([readUnits(0), readUnits(4096), readUnits(4097)]).toEqual([1, 1, 2]);
    expect(readUnits(4097, { isConsistent: false })).toBe(1);
  });
});
