import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { storedDeadLetters } from '#shared/adapters/s3/dead-letters.ts';
import { queuedDeadLetters } from '#shared/adapters/sqs/dead-letters.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { emulator } from '../support/emulator-client.ts';

const sqs = new SQSClient(emulator());
const s3 = new S3Client({ ...emulator(), forcePathStyle: true });
const clock = virtualClock('2026-07-01T08:00:00.000Z');

afterAll(() => {
  for (const client of [sqs, s3]) client.destroy();
});

const throttled = Object.assign(new Error('slow down'), {
  name: 'ThrottlingException',
  $metadata: { httpStatusCode: 400 },
});

describe('a queue of dead letters', () => {
  const newQueue = async () => {
    const { QueueUrl = '' } = await sqs.send(
      new CreateQueueCommand({ QueueName: `dead-letters-${randomUUID()}` }),
    );
    const kept = async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
      );
      return Messages.map(({ Body, MessageAttributes = {} }) => ({
        body: Body,
        attributes: Object.fromEntries(
          Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
        ),
      }));
    };
    return { deadLetters: queuedDeadLetters({ client: sqs, queueUrl: QueueUrl, clock }), kept };
  };

  it('has each as it was, with why and when it was given up beside it', async () => {
    const { deadLetters, kept } = await newQueue();
    await deadLetters.keep({
      id: 'message-1',
      body: '{"n":',
      reason: 'SyntaxError: Unexpected end',
    });
    expect(await kept()).toEqual([
      {
        body: '{"n":',
        attributes: {
          reason: 'SyntaxError: Unexpected end',
          failedAt: '2026-07-01T08:00:00.000Z',
          messageId: 'message-1',
        },
      },
    ]);
  });

  it.each([
    ['a\u0000b\u001b[31m', 'a\ufffdb\ufffd[31m'],
    ['\ud83d', '\ufffd'],
    ['för 📄\n', 'för 📄\n'],
    ['', 'unknown'],
    ['x'.repeat(5_000), 'x'.repeat(1_000)],
  ])('says as much of a reason as an attribute may hold: %j', async (reason, said) => {
    const { deadLetters, kept } = await newQueue();
    await deadLetters.keep({ id: 'message-1', body: 'body', reason });
    const [letter] = await kept();
    expect(letter?.attributes.reason).toBe(said);
  });

  it('that is out of reach may take it later', async () => {
    const client = new SQSClient({ region: 'eu-north-1' });
    mockClient(client).rejects(throttled);
    const deadLetters = queuedDeadLetters({ client, queueUrl: 'https://queue', clock });
    const keeping = deadLetters.keep({ id: '1', body: 'body', reason: 'reason' });
    await expect(keeping).rejects.toThrow(UnavailableError);
  });
});

describe('a bucket of dead letters', () => {
  it('has each record whole, with why it was given up, where its function is known by', async () => {
    const Bucket = `failures-${randomUUID()}`;
    await s3.send(new CreateBucketCommand({ Bucket }));
    const deadLetters = storedDeadLetters({ client: s3, bucket: Bucket, consumer: 'relay-events' });
    const record = { eventID: '1', dynamodb: { SequenceNumber: '700', NewImage: {} } };
    await deadLetters.keep({ id: '700', body: JSON.stringify(record), reason: 'ZodError: no id' });
    const { Body, ContentType } = await s3.send(
      new GetObjectCommand({ Bucket, Key: 'poison/relay-events/700.json' }),
    );
    expect(ContentType).toBe('application/json');
    expect(JSON.parse((await Body?.transformToString()) ?? '')).toEqual({
      reason: 'ZodError: no id',
      record,
    });
  });

  it('that is out of reach may take it later', async () => {
    const client = new S3Client({ region: 'eu-north-1' });
    mockClient(client).rejects(throttled);
    const deadLetters = storedDeadLetters({ client, bucket: 'failures', consumer: 'relay-events' });
    const keeping = deadLetters.keep({ id: '1', body: '{}', reason: 'reason' });
    await expect(keeping).rejects.toThrow(UnavailableError);
  });
});
