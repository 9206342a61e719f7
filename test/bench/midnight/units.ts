import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item as DynamoDB holds it. */
export type Image = Readonly<Record<string, AttributeValue>>;

/** The names of an index's keys, and whether it holds whole items or their keys alone. */
export interface IndexShape {
  readonly keys: readonly string[];
  readonly projection: 'KEYS_ONLY' | 'ALL';
}

/** What of a table decides the price of a write. */
export interface TableShape {
  readonly keys: readonly string[];
  readonly indexes: Readonly<Record<string, IndexShape>>;
}

/**
 * Bytes of an item by the published rule ("DynamoDB item sizes and formats", Developer Guide): UTF-8 of names and
 * strings, a byte for two digits of a number and one more, three for a list or map and one for each member.
 */
export const itemBytes = (item: Image): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueBytes(value), 0);

const utf8 = (text: string): number => Buffer.byteLength(text);

const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.L !== undefined) return value.L.reduce((sum, one) => sum + 1 + valueBytes(one), 3);
  if (value.M !== undefined) {
    return Object.entries(value.M).reduce(
      (sum, [name, one]) => sum + 1 + utf8(name) + valueBytes(one),
      3,
    );
  }
  if (value.SS !== undefined) return value.SS.reduce((sum, one) => sum + utf8(one), 0);
  if (value.NS !== undefined) return value.NS.reduce((sum, one) => sum + numberBytes(one), 0);
  if (value.BS !== undefined) return value.BS.reduce((sum, one) => sum + one.length, 0);
  return 1;
};

const numberBytes = (number: string): number => {
  const digits = number.replace(/[-.]|e.*$/giu, '').replace(/^0+|0+$/gu, '').length;
  return Math.ceil(digits / 2) + 1 + (number.startsWith('-') ? 1 : 0);
};

/** Units by where they are used: `table`, or the name of an index. */
export type Units = Readonly<Record<string, number>>;

/**
 * Write units of one item that goes from `before` to `after` (undefined: not there), by the published rule: one
 * for each kilobyte that the larger of both begins, at least one; in each index one of the kind for an entry that
 * is deleted, put or changed, so two where its key moves, and none where nothing of it changes. In a
 * transaction all of it twice.
 */
export const writeUnits = (
  shape: TableShape,
  { before, after }: { readonly before: Image | undefined; readonly after: Image | undefined },
  { inTransaction = false } = {},
): Units => {
  const times = inTransaction ? 2 : 1;
  const units: Record<string, number> = {
    table: times * kilobytes(Math.max(bytesOf(before), bytesOf(after))),
  };
  for (const [name, index] of Object.entries(shape.indexes)) {
    const [old, next] = [entryOf(shape, index, before), entryOf(shape, index, after)];
    const used = times * indexUnits(index, old, next);
    if (used > 0) units[name] = used;
  }
  return units;
};

/** What a conditional write costs that is refused: the size of the item that stands there. */
export const refusedUnits = (standing: Image | undefined): Units => ({
  table: kilobytes(bytesOf(standing)),
});

/** Units of a read of so many bytes: one for each four kilobytes, half where it need not be consistent. */
export const readUnits = (bytes: number, { isConsistent = true } = {}): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * (isConsistent ? 1 : 0.5);

const bytesOf = (item: Image | undefined): number => (item === undefined ? 0 : itemBytes(item));

const kilobytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024));

/** Sparse: an item without all keys of the index has no entry. */
const entryOf = (shape: TableShape, index: IndexShape, item: Image | undefined) => {
  if (item === undefined || index.keys.some((key) => item[key] === undefined)) return undefined;
  if (index.projection === 'ALL') return item;
  const names = new Set([...shape.keys, ...index.keys]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
};

const indexUnits = (
  { keys }: IndexShape,
  old: Image | undefined,
  next: Image | undefined,
): number => {
  if (old === undefined || next === undefined) {
    const only = old ?? next;
    return only === undefined ? 0 : kilobytes(itemBytes(only));
  }
  if (same(old, next)) return 0;
  const moved = keys.some((key) => !same(old[key], next[key]));
  return moved
    ? kilobytes(itemBytes(old)) + kilobytes(itemBytes(next))
    : kilobytes(Math.max(itemBytes(old), itemBytes(next)));
};

const same = (a: unknown, b: unknown): boolean => sorted(a) === sorted(b);

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
