import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  SQSBatchResponse,
  SQSRecord,
} from 'aws-lambda';
import { logger } from './logger.ts';
import { count } from './metrics.ts';

/** Handles the messages of a queue side by side; one that fails is reported and comes back alone. */
export const eachMessage = async <Message extends Pick<SQSRecord, 'messageId'>>(
  messages: readonly Message[],
  handle: (message: Message) => Promise<void>,
): Promise<SQSBatchResponse> => {
  const failed = await Promise.all(
    messages.map((message) => failureOf(message.messageId, () => handle(message))),
  );
  return report(failed.flat());
};

/**
 * Handles the records of a stream together, and where that fails one by one, so that a bad record
 * keeps no other from being handled. The stream starts again from the first that is reported, so
 * what comes after it is handled twice.
 */
export const allRecords = async <Item>(
  records: readonly DynamoDBRecord[],
  parse: (newImage: unknown) => Item,
  handle: (items: readonly Item[]) => Promise<void>,
): Promise<DynamoDBBatchResponse> => {
  const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
  const parsed: { readonly id: string; readonly item: Item }[] = [];
  for (const record of records) {
    const id = record.dynamodb?.SequenceNumber ?? '';
    batchItemFailures.push(
      ...(await failureOf(
        id,
        async () => void parsed.push({ id, item: parse(record.dynamodb?.NewImage) }),
      )),
    );
  }
  try {
    await handle(parsed.map(({ item }) => item));
  } catch (error) {
    logger.warn('batch failed, its records follow one by one', { records: parsed.length, error });
    for (const { id, item } of parsed) {
      batchItemFailures.push(...(await failureOf(id, () => handle([item]))));
    }
  }
  return report(batchItemFailures);
};

const report = <Failure>(batchItemFailures: Failure[]) => {
  count('FailedRecords', batchItemFailures.length);
  return { batchItemFailures };
};

const failureOf = async (itemIdentifier: string, handle: () => Promise<void>) => {
  try {
    await handle();
    return [];
  } catch (error) {
    logger.error('record failed', { itemIdentifier, error });
    return [{ itemIdentifier }];
  }
};
