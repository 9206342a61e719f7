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
    const sent = await send(client, to, Messages);
    if (sent.length === 0) return moved;
    await remove(client, from, sent);
    moved += sent.length;
  }
  return moved;
};

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
