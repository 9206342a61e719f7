import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { dynamoSubscriptions } from '#shared/adapters/dynamodb/subscriptions.ts';
import { eventBridgeBus } from '#shared/adapters/eventbridge/bus.ts';
import { kmsSecretBox } from '#shared/adapters/kms/secret-box.ts';
import { lambdaTester } from '#shared/adapters/lambda/tester.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { storedDeadLetters } from '#shared/adapters/s3/dead-letters.ts';
import { s3Files } from '#shared/adapters/s3/files.ts';
import { wakeUps } from '#shared/adapters/scheduler/wake-ups.ts';
import { queuedDeadLetters } from '#shared/adapters/sqs/dead-letters.ts';
import { deliveryQueue } from '#shared/adapters/sqs/delivery-queue.ts';
import { reconcileQueue } from '#shared/adapters/sqs/reconcile-queue.ts';
import { replayQueue } from '#shared/adapters/sqs/replay-queue.ts';
import { uploadChecks } from '#shared/adapters/sqs/upload-checks.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { event } from '../../support/events.ts';
import { draft } from '../../support/histories.ts';
import { subscription } from '../../support/subscriptions.ts';

const region = 'eu-north-1';
const now = '2026-07-01T08:00:00.000Z';
const queueUrl = 'https://queue';
const id = '0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e7f';
const pause = async () => {};

const mocks = {
  DynamoDB: mockClient(DynamoDBDocumentClient),
  EventBridge: mockClient(EventBridgeClient),
  KMS: mockClient(KMSClient),
  Lambda: mockClient(LambdaClient),
  S3: mockClient(S3Client),
  Scheduler: mockClient(SchedulerClient),
  SQS: mockClient(SQSClient),
};

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region }));
const [s3, sqs] = [new S3Client({ region }), new SQSClient({ region })];
const clock = virtualClock(now);
const repository = dynamoRepository({
  client: documents,
  documentsTable: 'documents',
  decisionsTable: 'decisions',
  idempotencyTable: 'idempotency',
  clock,
});
const log = dynamoEventLog({ client: documents, eventsTable: 'events' });
const subscriptions = dynamoSubscriptions({
  client: documents,
  subscriptionsTable: 'subscriptions',
  idempotencyTable: 'idempotency',
  clock,
});
const target = { groupName: 'g', functionArn: 'f', roleArn: 'r', deadLetterArn: 'd' };
const wakes = wakeUps({ scheduler: new SchedulerClient({ region }), target, sqs, queueUrl });
const letter = { id: '1', body: '{}', reason: 'none' };

/** Everything that a function asks of a service while it works. */
const requests: Readonly<
  Record<keyof typeof mocks, Readonly<Record<string, () => Promise<unknown>>>>
> = {
  DynamoDB: {
    'a read of a document': () => repository.document(id),
    'a look for what is due': () => repository.due({ shard: 0, until: now, limit: 1 }),
    'a write': () =>
      repository.commit({ documents: [{ document: draft(), expectedRevision: 0, facts: [] }] }),
    'an append to the log': () => log.append([event()]),
    'a read of the log': () => log.read({ limit: 1 }),
    'a read of a subscription': () => subscriptions.get(id),
    'a write of a subscription': () => subscriptions.create(subscription()),
  },
  EventBridge: {
    'a publication': () =>
      eventBridgeBus({
        client: new EventBridgeClient({ region }),
        eventBusName: 'bus',
        pause,
      }).publish([event()]),
  },
  KMS: {
    'the opening of a secret': () =>
      kmsSecretBox({ client: new KMSClient({ region }), keyId: 'key' }).open('c2VjcmV0'),
    'the sealing of a secret': () =>
      kmsSecretBox({ client: new KMSClient({ region }), keyId: 'key' }).seal('secret'),
  },
  Lambda: {
    'a test of a subscription': () =>
      lambdaTester({ client: new LambdaClient({ region }), functionName: 'deliver' }).attempt({
        subscriptionId: id,
        deliveryId: id,
      }),
  },
  S3: {
    'a read of an upload': () => s3Files({ client: s3, bucket: 'files' }).open('uploads/1'),
    'a dead letter of a stream': () =>
      storedDeadLetters({ client: s3, bucket: 'failures', consumer: 'relay-events' }).keep(letter),
  },
  Scheduler: {
    'a schedule': () => wakes.schedule({ instant: now, fireAt: now }),
  },
  SQS: {
    'a wake-up': () => wakes.enqueue({ instant: now, delaySeconds: 0 }),
    'a wake of a worker': () =>
      deliveryQueue({ client: sqs, queueUrl, pause }).wake([
        { subscriptionId: id, deliveryIds: [] },
      ]),
    'an upload to look at': () =>
      uploadChecks({ client: sqs, queueUrl }).request({ documentId: id, version: 1 }),
    'a step of a replay': () =>
      replayQueue({ client: sqs, queueUrl }).enqueue({
        subscriptionId: id,
        replayId: id,
        delaySeconds: 0,
      }),
    'a step of a pass': () => reconcileQueue({ client: sqs, queueUrl }).enqueue({ passId: id }),
    'a dead letter of a queue': () =>
      queuedDeadLetters({ client: sqs, queueUrl, clock }).keep(letter),
  },
};

const cases = Object.entries(requests).flatMap(([service, ofService]) =>
  Object.entries(ofService).map(([what, request]) => [what, service, request] as const),
);

/** Whatever is asked of any service fails so. */
const failWith = (error: Error) => {
  for (const mock of Object.values(mocks)) mock.reset();
  mocks.DynamoDB.onAnyCommand().rejects(error);
  mocks.EventBridge.onAnyCommand().rejects(error);
  mocks.KMS.onAnyCommand().rejects(error);
  mocks.Lambda.onAnyCommand().rejects(error);
  mocks.S3.onAnyCommand().rejects(error);
  mocks.Scheduler.onAnyCommand().rejects(error);
  mocks.SQS.onAnyCommand().rejects(error);
};

const answerOf = (name: string, httpStatusCode: number) =>
  Object.assign(new Error(`${name}, says the service`), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode },
  });

describe('a service', () => {
  it.each(cases)(
    'that forbids %s (%s) is heard: it is not taken for done, nor for a passing fault',
    async (_what, _service, request) => {
      const denied = answerOf('AccessDeniedException', 403);
      failWith(denied);
      await expect(request()).rejects.toBe(denied);
    },
  );

  it.each(cases)('that throttles %s (%s) may take it later', async (_what, _service, request) => {
    failWith(answerOf('ThrottlingException', 429));
    await expect(request()).rejects.toThrow(UnavailableError);
  });
});
