import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { WakeUps } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { reach } from '../aws-errors.ts';

/** What apply-due is woken with, by a schedule or through the queue. */
export const wakeUpMessage = (wakeUp: {
  readonly instant: Instant;
  readonly shard?: number;
}): string => JSON.stringify(wakeUp);

/** Wake-ups that are minutes away, by a queue with delay. */
export const wakeUpQueue = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): Pick<WakeUps, 'enqueue'> => ({
  enqueue: async ({ delaySeconds, ...wakeUp }) => {
    const request = new SendMessageCommand({
      QueueUrl: dependencies.queueUrl,
      MessageBody: wakeUpMessage(wakeUp),
      DelaySeconds: delaySeconds,
    });
    await reach('SQS', () => dependencies.client.send(request));
  },
});
