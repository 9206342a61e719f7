import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { inject } from 'vitest';
import { clientConfig } from '../../../infra/local/endpoint.ts';
import { waitFor } from './wait-for.ts';
import './provided.ts';

export const sqs = (): SQSClient => new SQSClient(clientConfig(inject('stack').endpointUrl));

/** A queue of a subscriber's own. */
export const aQueue = async (): Promise<{ readonly url: string; readonly arn: string }> => {
  const QueueName = `subscriber-${crypto.randomUUID()}`;
  const { QueueUrl: url = '' } = await sqs().send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs().send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  return { url, arn: Attributes?.QueueArn ?? '' };
};

/** Takes the next message off the queue. */
export const nextIn = (queueUrl: string): Promise<Message> =>
  waitFor(`a message in ${queueUrl}`, async () => {
    const { Messages: [message] = [] } = await sqs().send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MessageAttributeNames: ['All'] }),
    );
    if (message === undefined) return undefined;
    const { ReceiptHandle } = message;
    await sqs().send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    return message;
  });
