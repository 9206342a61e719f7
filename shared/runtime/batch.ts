import type { DynamoDBBatchResponse, DynamoDBRecord, SQSBatchResponse } from 'aws-lambda';
import { ConflictError, type DeadLetters, UnavailableError } from '#shared/application/ports.ts';
import { logger } from './logger.ts';
import { count } from './metrics.ts';

/** How a queue gives up on a message. */
export interface QueueEnd {
  readonly deadLetters: DeadLetters;
  /** How often a message is received before it is one. */
  readonly attempts: number;
}

/** How a stream gives up on a record. */
export interface StreamEnd {
  readonly deadLetters: DeadLetters;
}

/** What is read of an SQSRecord. */
interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: { readonly ApproximateReceiveCount: string };
}

/** Those that failed, to be handed out again. */
type Failures = { readonly itemIdentifier: string }[];

/**
 * Handles the messages of a queue side by side; one that fails is reported and comes back alone. One that
 * nobody can read is kept at once, and one that fails at the last attempt with its reason.
 */
export const eachMessage = async <Item>(
  messages: readonly Message[],
  ways: QueueEnd & {
    readonly parse: (body: unknown) => Item;
    readonly handle: (item: Item, messageId: string) => Promise<void>;
  },
): Promise<SQSBatchResponse> => {
  const { parse, handle, deadLetters, attempts } = ways;
  const failed = await Promise.all(
    messages.map(async ({ messageId, body, attributes }): Promise<Failures> => {
      const letter = { id: messageId, body };
      const read = reading(() => parse(JSON.parse(body)));
      if ('error' in read) return keep(deadLetters, letter, read.error);
      try {
        await handle(read.item, messageId);
        return [];
      } catch (error) {
        const isLast = Number(attributes.ApproximateReceiveCount) >= attempts;
        return isLast ? keep(deadLetters, letter, error) : again(messageId, error);
      }
    }),
  );
  return report(failed.flat());
};

/**
 * Handles the records of a stream together, and where that fails one by one. A record that can never be
 * handled is kept, and its neighbours go on; one that may be handled later is where the stream starts
 * again, so that order is kept and nothing after it is handled over and over.
 */
export const allRecords = async <Item>(
  records: readonly DynamoDBRecord[],
  ways: StreamEnd & {
    readonly parse: (newImage: unknown) => Item;
    readonly handle: (items: readonly Item[]) => Promise<void>;
  },
): Promise<DynamoDBBatchResponse> => {
  const { parse, handle, deadLetters } = ways;
  const readable: { readonly record: DynamoDBRecord; readonly item: Item }[] = [];
  let unkept: Failures = [];
  for (const record of records) {
    const read = reading(() => parse(record.dynamodb?.NewImage));
    if ('item' in read) readable.push({ record, item: read.item });
    else unkept = await keep(deadLetters, letterOf(record), read.error);
    if (unkept.length > 0) break;
  }
  try {
    await handle(readable.map(({ item }) => item));
    return report(unkept);
  } catch (error) {
    logger.warn('batch failed, its records follow one by one', { records: readable.length, error });
  }
  for (const { record, item } of readable) {
    const letter = letterOf(record);
    const failed = await handle([item]).then(
      () => [],
      (error) => (isPassing(error) ? again(letter.id, error) : keep(deadLetters, letter, error)),
    );
    if (failed.length > 0) return report(failed);
  }
  return report(unkept);
};

const reading = <Item>(read: () => Item): { readonly item: Item } | { readonly error: unknown } => {
  try {
    return { item: read() };
  } catch (error) {
    return { error };
  }
};

const letterOf = (record: DynamoDBRecord) => ({
  id: record.dynamodb?.SequenceNumber ?? '',
  body: JSON.stringify(record),
});

/** What may go well later, by itself or, like a missing permission, once someone has mended it. */
const isPassing = (error: unknown): boolean =>
  error instanceof AggregateError
    ? error.errors.some(isPassing)
    : passesByItself(error) ||
      // Every error of an AWS service has it.
      (error instanceof Error && '$metadata' in error);

const passesByItself = (error: unknown): boolean =>
  error instanceof AggregateError
    ? error.errors.every(passesByItself)
    : error instanceof UnavailableError || error instanceof ConflictError;

/** Where not even that can be done, it comes again. */
const keep = async (
  deadLetters: DeadLetters,
  letter: { readonly id: string; readonly body: string },
  error: unknown,
): Promise<Failures> => {
  try {
    await deadLetters.keep({ ...letter, reason: reasonOf(error) });
  } catch (failure) {
    logger.error('dead letter not kept', { itemIdentifier: letter.id, error: failure });
    return again(letter.id, error);
  }
  logger.error('record kept as a dead letter', { itemIdentifier: letter.id, error });
  count('PoisonKept');
  return [];
};

/** An error in the log is an alarm: what passes by itself is none, unless it lasts. */
const again = (itemIdentifier: string, error: unknown): Failures => {
  if (passesByItself(error)) logger.warn('record failed for now', { itemIdentifier, error });
  else logger.error('record failed', { itemIdentifier, error });
  return [{ itemIdentifier }];
};

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

const report = (batchItemFailures: Failures) => {
  count('FailedRecords', batchItemFailures.length);
  return { batchItemFailures };
};
