import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReplayQueue } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';

/** Steps of replays by a queue with delay. */
export const replayQueue = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): ReplayQueue => ({
  enqueue: async ({ subscriptionId, replayId, delaySeconds }) => {
    const request = new SendMessageCommand({
      QueueUrl: dependencies.queueUrl,
      MessageBody: JSON.stringify({ subscriptionId, replayId }),
      DelaySeconds: delaySeconds,
    });
    await reach('SQS', () => dependencies.client.send(request));
  },
});
