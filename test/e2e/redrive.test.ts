import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { cdkEnvironment, clientConfig } from '../../infra/local/endpoint.ts';
import { waitingIn } from '../../infra/operations/move-messages.ts';
import { outputsOf } from '../../infra/operations/outputs.ts';
import { as } from './support/callers.ts';
import { aDocument } from './support/documents.ts';
import { nextIn, sqs } from './support/queues.ts';
import { aSubscriber } from './support/subscriber.ts';
import { waitFor } from './support/wait-for.ts';

const output = async (name: string) => {
  const cloudFormation = new CloudFormationClient(client());
  return (await outputsOf('Ikraft', cloudFormation))(name);
};

/** What an operator types, and what it says. */
const redrive = async (...args: readonly string[]): Promise<string> => {
  const env = cdkEnvironment(inject('stack').endpointUrl);
  const { stdout } = await promisify(execFile)('npm', ['run', '-s', 'redrive', '--', ...args], {
    env,
  });
  return stdout;
};

const client = () => clientConfig(inject('stack').endpointUrl);
const dynamodb = () => new DynamoDBClient(client());
const s3 = () => new S3Client({ ...client(), forcePathStyle: true });
const documents = () => inject('stack').tables.documents;
const failures = () => output('FailuresBucketName');
const keyOf = (documentId: string) => ({ documentId: { S: documentId }, item: { S: 'document' } });

const put = async (Key: string, content: unknown) => {
  const request = { Bucket: await failures(), Key, Body: JSON.stringify(content) };
  await s3().send(new PutObjectCommand(request));
};

/** What lies first in the failures bucket. */
const firstKept = async () => {
  const Bucket = await failures();
  const { Contents: [first] = [] } = await s3().send(new ListObjectsV2Command({ Bucket }));
  if (first?.Key === undefined) return undefined;
  const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key: first.Key }));
  return { key: first.Key, content: JSON.parse((await Body?.transformToString()) ?? '') };
};

describe('a message that nobody can read', () => {
  it('is kept with its reason at once, while its neighbours are handled', async () => {
    const keyword = `nyckel-${crypto.randomUUID()}`;
    const { receiver } = await aSubscriber(as('subscriber'), { keywords: [keyword] });
    await using _receiver = receiver;
    const send = new SendMessageCommand({
      QueueUrl: await output('EventsQueueUrl'),
      MessageBody: '{"detail": "no event"}',
    });
    await sqs().send(send);
    await aDocument(as('registrar'), { keywords: [keyword] });

    await waitFor('the event beside it', () => receiver.received[0]);
    const { Body, MessageAttributes } = await nextIn(await output('EventsDeadLettersUrl'));
    expect(Body).toBe('{"detail": "no event"}');
    expect(MessageAttributes).toMatchObject({
      reason: { StringValue: expect.stringMatching(/^ZodError/) },
      failedAt: { StringValue: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
  });
});

describe('a stream record that nobody can read', () => {
  it('is kept with its reason, while its neighbours are carried, and once more when sent in again', async () => {
    const documentId = crypto.randomUUID();
    const keyword = `nyckel-${crypto.randomUUID()}`;
    const { receiver } = await aSubscriber(as('subscriber'), { keywords: [keyword] });
    await using _receiver = receiver;
    const Item = { ...keyOf(documentId), title: { S: 'Written by hand' } };
    await dynamodb().send(new PutItemCommand({ TableName: documents(), Item }));
    await aDocument(as('registrar'), { keywords: [keyword] });

    await waitFor('the event beside it', () => receiver.received[0]);
    const { key, content } = await waitFor('the record in the failures bucket', firstKept);
    expect(key).toMatch(/^poison\/relay-events\/\d+\.json$/);
    expect(content).toMatchObject({
      reason: expect.stringMatching(/^ZodError/),
      record: { dynamodb: { NewImage: Item } },
    });

    expect(await redrive('--from', 'streams')).toBe(
      'streams: 1 of 1 batches or records were taken; there now: 1.\n',
    );
    expect(await firstKept()).toMatchObject({ key, content: { record: content.record } });
    await s3().send(new DeleteObjectCommand({ Bucket: await failures(), Key: key }));
    await dynamodb().send(
      new DeleteItemCommand({ TableName: documents(), Key: keyOf(documentId) }),
    );
  });
});

describe('npm run redrive', () => {
  it('sends dead letters of a queue in again, and those that fail again come back', async () => {
    const keyword = `nyckel-${crypto.randomUUID()}`;
    const { documentId } = await aDocument(as('registrar'), { keywords: [keyword] });
    const { receiver } = await aSubscriber(as('subscriber'), { documentIds: [documentId] });
    await using _receiver = receiver;
    const log = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })).min(1) });
    const [event] = await waitFor('the event in the log', () =>
      as('reader')
        .get(`/v1/events?documentId=${documentId}`, log)
        .then(
          ({ items }) => items,
          () => undefined,
        ),
    );
    const deadLetters = await output('EventsDeadLettersUrl');
    for (const MessageBody of [JSON.stringify({ source: 'ikraft', detail: event }), 'poison']) {
      await sqs().send(new SendMessageCommand({ QueueUrl: deadLetters, MessageBody }));
    }

    expect(await redrive('--dry-run', '--from', 'events')).toBe('events: 2 dead letters.\n');
    expect(await redrive('--from', 'events')).toBe(
      'events: 2 of 2 dead letters are back in their queue.\n',
    );

    expect((await waitFor('the event', () => receiver.received[0])).event.id).toBe(event?.id);
    const { Body, MessageAttributes } = await nextIn(deadLetters);
    expect(Body).toBe('poison');
    expect(MessageAttributes?.reason?.StringValue).toMatch(/^SyntaxError/);
    expect(await waitingIn(sqs(), deadLetters)).toBe(0);
  });

  it('gives records in the failures bucket to their function again, and forgets what was taken', async () => {
    const { documentId } = await aDocument(as('registrar'));
    const { receiver } = await aSubscriber(as('subscriber'), { documentIds: [documentId] });
    await using _receiver = receiver;
    const written = await dynamodb().send(
      new GetItemCommand({ TableName: documents(), Key: keyOf(documentId) }),
    );
    const record = { eventName: 'MODIFY', dynamodb: { NewImage: written.Item } };
    await put('poison/relay-events/700.json', { reason: 'TypeError: a fault', record });
    await put('aws/lambda/mapping/shard/2026/07/01/batch', {
      requestContext: { functionArn: await output('PlanWakeupsFunctionName') },
      payload: JSON.stringify({ Records: [] }),
    });

    expect(await redrive('--from', 'streams', '--dry-run')).toBe(
      'streams: 2 batches or records.\n',
    );
    expect(await redrive('--from', 'streams')).toBe(
      'streams: 2 of 2 batches or records were taken; there now: 0.\n',
    );
    const { event } = await waitFor('the event', () => receiver.received[0]);
    expect(event).toMatchObject({ type: 'document.registered', subject: documentId });
  });

  it('has nothing to do where nothing lies', async () => {
    expect(await redrive('--from', 'replays', '--from', 'uploads')).toBe(
      'uploads: 0 dead letters.\nreplays: 0 dead letters.\n',
    );
  });
});
