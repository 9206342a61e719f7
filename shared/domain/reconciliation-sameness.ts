import type { Instant } from './instant.ts';

/** Whether two values say the same, whatever the order of their keys. */
export const isSame = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);

/** Instants in which two values differ that say the same for the rest; undefined where they do not. */
export const movedInstants = (
  a: unknown,
  b: unknown,
): readonly { readonly before: Instant; readonly after: Instant }[] | undefined => {
  const [before, after]: [Instant[], Instant[]] = [[], []];
  if (JSON.stringify(a, noting(before)) !== JSON.stringify(b, noting(after))) return undefined;
  return before.flatMap((instant, index) => {
    const other = after[index] ?? instant;
    return other === instant ? [] : { before: instant, after: other };
  });
};

const noting = (instants: Instant[]) => (key: string, value: unknown) => {
  if (typeof value !== 'string' || !instantForm.test(value)) return inOrder(key, value);
  instants.push(value);
  return 'instant';
};

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const inOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
