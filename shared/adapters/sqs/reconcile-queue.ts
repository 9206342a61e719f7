import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ReconcileQueue } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';

/** Steps of reconciliations by a queue. */
export const reconcileQueue = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): ReconcileQueue => ({
  enqueue: async ({ passId }) => {
    const request = new SendMessageCommand({
      QueueUrl: dependencies.queueUrl,
      MessageBody: JSON.stringify({ passId }),
    });
    await reach('SQS', () => dependencies.client.send(request));
  },
});
