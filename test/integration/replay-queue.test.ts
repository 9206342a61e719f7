import { SendMessageCommand, SQSClient, SQSServiceException } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { replayQueue } from '#shared/adapters/sqs/replay-queue.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { newId } from './samples.ts';

const sqs = mockClient(SQSClient);

afterEach(() => {
  sqs.reset();
});

const client = new SQSClient({ region: 'eu-north-1' });
const queue = replayQueue({ client, queueUrl: 'https://queue' });
const step = { subscriptionId: newId(), replayId: newId() };

describe('the replay queue', () => {
  it.each([0, 10, 900])(
    'is given a step that it holds back for %i seconds',
    async (delaySeconds) => {
      sqs.on(SendMessageCommand).resolves({});
      await queue.enqueue({ ...step, delaySeconds });
      expect(sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input)).toEqual([
        {
          QueueUrl: 'https://queue',
          MessageBody: JSON.stringify(step),
          DelaySeconds: delaySeconds,
        },
      ]);
    },
  );

  it('that throttles is out of reach', async () => {
    const throttled = new SQSServiceException({
      name: 'RequestThrottled',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    sqs.on(SendMessageCommand).rejects(throttled);
    await expect(queue.enqueue({ ...step, delaySeconds: 0 })).rejects.toThrow(UnavailableError);
  });
});
