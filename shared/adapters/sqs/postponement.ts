import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Postponement } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';

/** Keeps a received message of a queue hidden for longer. */
export const postponement = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): Postponement => ({
  postpone: async ({ receiptHandle, delaySeconds }) => {
    const request = new ChangeMessageVisibilityCommand({
      QueueUrl: dependencies.queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: delaySeconds,
    });
    await reach('SQS', () => dependencies.client.send(request));
  },
});
