import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { WakeUps } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';

/** Wake-ups that are minutes away, by a queue with delay. */
export const wakeUpQueue = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): Pick<WakeUps, 'enqueue'> => ({
  enqueue: async ({ instant, delaySeconds }) => {
    const request = new SendMessageCommand({
      QueueUrl: dependencies.queueUrl,
      MessageBody: JSON.stringify({ instant }),
      DelaySeconds: delaySeconds,
    });
    await reach('SQS', () => dependencies.client.send(request));
  },
});
