import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent, SQSEvent, SQSRecord } from 'aws-lambda';
import type { DocumentImage } from '#shared/adapters/document-image.ts';
import { memoryDeadLetters } from '#shared/adapters/memory/dead-letters.ts';

/** What Lambda tells a function about its invocation. */
export const context = ({ remaining = 60_000 } = {}): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'test',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-north-1:000000000000:function:test',
  memoryLimitInMB: '512',
  awsRequestId: 'request-1',
  logGroupName: 'test',
  logStreamName: 'test',
  getRemainingTimeInMillis: () => remaining,
  done: () => {},
  fail: () => {},
  succeed: () => {},
});

/** A batch of a queue; a body that is no text is sent as JSON. Message ids are 1, 2, 3 … */
export const messages = (bodies: readonly unknown[], receiveCount = 1): SQSEvent => ({
  Records: bodies.map(
    (body, index): SQSRecord => ({
      messageId: String(index + 1),
      receiptHandle: `receipt-${index + 1}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: String(receiveCount),
        SentTimestamp: '0',
        SenderId: 'test',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-north-1:000000000000:test',
      awsRegion: 'eu-north-1',
    }),
  ),
});

/** How a queue gives up on a message that has been received five times. */
export const queueEnd = () => ({ deadLetters: memoryDeadLetters(), attempts: 5 });

/** A batch of the Documents table's stream. Sequence numbers are 1, 2, 3 …; `undefined` is no document. */
export const changes = (images: readonly (DocumentImage | undefined)[]): DynamoDBStreamEvent => ({
  Records: images.map(
    (image, index): DynamoDBRecord => ({
      eventID: String(index + 1),
      eventName: 'MODIFY',
      eventSource: 'aws:dynamodb',
      dynamodb: {
        SequenceNumber: String(index + 1),
        StreamViewType: 'NEW_IMAGE',
        // The types of the SDK and of the event say the same with other words.
        NewImage: JSON.parse(JSON.stringify(image ? marshall(itemOf(image), options) : {})),
      },
    }),
  ),
});

const options = { removeUndefinedValues: true };

const itemOf = ({ document, emitted, wakeAt, correlationId }: DocumentImage) => ({
  ...document,
  item: 'document',
  ...(emitted.length > 0 && { emitted }),
  ...(wakeAt !== undefined && { wakeAt }),
  ...(correlationId !== undefined && { correlationId }),
});

/** The ids that a batch handler reports as failed. */
export const failedOf = (response: {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}): string[] => response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
