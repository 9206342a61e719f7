import { Refusal } from '#shared/domain/refusal.ts';

/** What DynamoDB writes together: so many items, of so many bytes, none with more than 400 KB. */
const mostItems = 100;
const mostBytes = 4 * 1024 * 1024;
const mostBytesOfItem = 400 * 1024;

/** @throws Refusal limit_exceeded where the items are too many, or too large, to be written all or none */
export const checkTogether = (items: readonly object[]): void => {
  if (items.length > mostItems) {
    throw new Refusal(
      'limit_exceeded',
      `With this ${items.length} records would change together, of ${mostItems} at most: documents that others take over from count as well. Record it in several groups.`,
    );
  }
  if (items.length * mostBytesOfItem <= mostBytes) return;
  const bytes = items.reduce((sum, item) => sum + sizeOf(item), 0);
  if (bytes > mostBytes) throw tooLargeTogether();
};

/** Each of the items may be written, but not all of them together. */
export const tooLargeTogether = (): Refusal =>
  new Refusal(
    'limit_exceeded',
    'Together the documents of this group are larger than what can be written all or none, 4 MB: record it in several groups.',
  );

/** As DynamoDB counts: UTF-8 of names and texts, a byte for each member, three for each list or map. */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + sizeOf(one) + 1, 3);
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce(
    (sum, [name, one]) =>
      one === undefined ? sum : sum + Buffer.byteLength(name) + sizeOf(one) + 1,
    3,
  );
};
