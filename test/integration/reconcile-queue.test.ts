import { SendMessageCommand, SQSClient, SQSServiceException } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { reconcileQueue } from '#shared/adapters/sqs/reconcile-queue.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { reconcileMessage } from '#shared/contracts/reconcile-step.ts';
import { newId } from './samples.ts';

const sqs = mockClient(SQSClient);

afterEach(() => {
  sqs.reset();
});

const client = new SQSClient({ region: 'eu-north-1' });
const queue = reconcileQueue({ client, queueUrl: 'https://queue' });

describe('the queue of reconciliations', () => {
  it('is given a step that its reader understands', async () => {
    sqs.on(SendMessageCommand).resolves({});
    const step = { passId: newId() };
    await queue.enqueue(step);
    const [call, ...others] = sqs.commandCalls(SendMessageCommand);
    expect(others).toEqual([]);
    const { QueueUrl, MessageBody = '' } = call?.args[0].input ?? {};
    expect(QueueUrl).toBe('https://queue');
    expect(reconcileMessage.parse(JSON.parse(MessageBody))).toEqual(step);
  });

  it('that throttles is out of reach', async () => {
    const throttled = new SQSServiceException({
      name: 'RequestThrottled',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    sqs.on(SendMessageCommand).rejects(throttled);
    await expect(queue.enqueue({ passId: newId() })).rejects.toThrow(UnavailableError);
  });
});
