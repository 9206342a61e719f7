import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReplayQueue } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';

/** Steps of replays by a queue with delay. */
export const replayQueue = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): ReplayQueue => ({
  enqueue: async ({ delaySeconds, ...step }) => {
    const request = new SendMessageCommand({
      QueueUrl: dependencies.queueUrl,
      MessageBody: JSON.stringify(step),
      DelaySeconds: delaySeconds,
    });
    await reach('SQS', () => dependencies.client.send(request));
  },
});
