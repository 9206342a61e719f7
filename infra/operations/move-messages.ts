import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** How many messages wait in a queue, about. */
export const waitingIn = async (client: SQSClient, queueUrl: string): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const request = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames });
  const { Attributes } = await client.send(request);
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
};

/**
 * Moves messages from one queue to another, with their attributes: at most so many, since what fails there
 * again comes back here. A message is taken away only once it is in the other queue.
 */
export const moveMessages = async (
  client: SQSClient,
  { from, to, atMost }: { readonly from: string; readonly to: string; readonly atMost: number },
): Promise<number> => {
  let moved = 0;
  while (moved < atMost) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: Math.min(10, atMost - moved),
        // Without waiting SQS asks only some of its servers.
        WaitTimeSeconds: 2,
        VisibilityTimeout: 60,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['MessageGroupId'],
      }),
    );
    if (Messages.length === 0) return moved;
    for (const batch of batchesOf(Messages)) {
      const sent = await send(client, to, batch);
      if (sent.length === 0) return moved;
      await remove(client, from, sent);
      moved += sent.length;
    }
  }
  return moved;
};

const batchBytes = 1024 * 1024;

/** In order, and each within what SQS takes at once: that much may be a single message as well. */
const batchesOf = (messages: readonly Message[]): Message[][] => {
  const batches: Message[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    const batch = batches.at(-1);
    if (batch === undefined || bytes + size > batchBytes) {
      batches.push([message]);
      bytes = size;
    } else {
      batch.push(message);
      bytes += size;
    }
  }
  return batches;
};

/** As SQS counts: the body, and of each attribute its name, type and value. */
const sizeOf = ({ Body = '', MessageAttributes = {} }: Message): number =>
  Object.entries(MessageAttributes)
    .flatMap(([name, { DataType = '', StringValue = '', BinaryValue = '' }]) => [
      name,
      DataType,
      StringValue,
      BinaryValue,
    ])
    .reduce((sum, part) => sum + Buffer.byteLength(part), Buffer.byteLength(Body));

/** Those that the queue took. */
const send = async (
  client: SQSClient,
  queueUrl: string,
  messages: readonly Message[],
): Promise<Message[]> => {
  const { Successful = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: messages.map(({ Body, MessageAttributes, Attributes }, index) => ({
        Id: String(index),
        MessageBody: Body,
        ...(MessageAttributes && { MessageAttributes }),
        ...(Attributes?.MessageGroupId && { MessageGroupId: Attributes.MessageGroupId }),
      })),
    }),
  );
  const taken = new Set(Successful.map(({ Id }) => Id));
  return messages.filter((_, index) => taken.has(String(index)));
};

const remove = async (
  client: SQSClient,
  queueUrl: string,
  messages: readonly Message[],
): Promise<void> => {
  const Entries = messages.map(({ ReceiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle,
  }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
};
