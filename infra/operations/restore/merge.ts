import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { TableName } from './tables.ts';

/** An item as DynamoDB has it, with the types of its values. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** What the log of events says of a document. */
export interface Told {
  /** The number of the last event, 0 where there is none. */
  readonly last: number;
  /** It was erased whole. */
  readonly erased: boolean;
  /** Versions whose files were erased. */
  readonly erasedVersions: ReadonlySet<number>;
}

export const nothingTold: Told = { last: 0, erased: false, erasedVersions: new Set() };

/** What is done about one item of the past, and which it becomes. */
export type Verdict =
  | { readonly verdict: 'same' | 'kept' | 'erased' | 'expired' }
  | { readonly verdict: 'missing' | 'overwritten'; readonly item: Item };

/** More than anyone writes while a restore goes on: no reader has seen a revision between. */
const revisionsAhead = 1_000;

/**
 * What becomes of an item that the table held then. What is missing comes back. What differs stays as it is, or
 * becomes as it was where that is asked for, and only in the table of documents. What was erased since, or would be
 * forgotten by now, does not come back.
 */
export const verdictOn = (
  table: TableName,
  { past, current }: { readonly past: Item; readonly current: Item | undefined },
  {
    overwrite,
    told,
    now,
  }: { readonly overwrite: boolean; readonly told: Told; readonly now: Date },
): Verdict => {
  if (current !== undefined && isDeepStrictEqual(current, past)) return { verdict: 'same' };
  if (isErased(table, past, told)) return { verdict: 'erased' };
  if (past.ttl !== undefined && numberIn(past.ttl) * 1000 <= now.getTime()) {
    return { verdict: 'expired' };
  }
  if (current !== undefined && !(overwrite && table === 'documents')) return { verdict: 'kept' };
  const item = table === 'documents' ? documentItem(past, current, told) : past;
  return { verdict: current === undefined ? 'missing' : 'overwritten', item };
};

const isErased = (table: TableName, past: Item, told: Told): boolean => {
  if (table !== 'documents') return false;
  return told.erased || told.erasedVersions.has(versionOf(past));
};

/** 0 for the document itself. */
const versionOf = ({ item }: Item): number =>
  Number(/^version#(\d+)$/.exec(item?.S ?? '')?.[1] ?? 0);

/**
 * The item, fit for today. Its number of events goes on from the last that anyone was told, so that no two events
 * have one id; its revision is one that nobody has seen; what it had to tell then has been told; and a wake-up is
 * asked for at its next instant, as for one just written.
 */
const documentItem = (past: Item, current: Item | undefined, { last }: Told): Item => {
  if (past.item?.S !== 'document') return past;
  const { emitted: _emitted, correlationId: _request, wakeAt: _wakeAt, ...rest } = past;
  const revision = Math.max(numberIn(past.revision), numberIn(current?.revision)) + revisionsAhead;
  const sequence = Math.max(numberIn(past.sequence), numberIn(current?.sequence), last);
  return {
    ...rest,
    revision: { N: String(revision) },
    sequence: { N: String(sequence) },
    ...(past.dueAt !== undefined && { wakeAt: past.dueAt }),
  };
};

const numberIn = (value: AttributeValue | undefined): number => Number(value?.N ?? 0);
