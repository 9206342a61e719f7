import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { UploadChecks } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';

/** Upload checks by the queue that also takes the notices of uploads. */
export const uploadChecks = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): UploadChecks => ({
  request: async ({ documentId, version }) => {
    const request = new SendMessageCommand({
      QueueUrl: dependencies.queueUrl,
      MessageBody: JSON.stringify({ documentId, version }),
    });
    await reach('SQS', () => dependencies.client.send(request));
  },
});
