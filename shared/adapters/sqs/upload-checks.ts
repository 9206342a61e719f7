import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ErasureQueue, UploadChecks } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';

/** Upload checks by the queue that also takes the notices of uploads; erasures by one of their own. */
export const uploadChecks = (dependencies: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): UploadChecks & ErasureQueue => ({
  request: async ({ documentId, version }) => {
    const request = new SendMessageCommand({
      QueueUrl: dependencies.queueUrl,
      MessageBody: JSON.stringify({ documentId, version }),
    });
    await reach('SQS', () => dependencies.client.send(request));
  },
});
