import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { deliveryQueue } from '#shared/adapters/sqs/delivery-queue.ts';
import { type Delivery, UnavailableError } from '#shared/application/ports.ts';
import { event, newId } from './samples.ts';

const sqs = mockClient(SQSClient);

afterEach(() => {
  sqs.reset();
});

const queue = deliveryQueue({
  client: new SQSClient({ region: 'eu-north-1' }),
  queueUrl: 'https://queue',
  pause: async () => undefined,
});

const documentId = newId();

const deliveries = (count: number): Delivery[] =>
  Array.from({ length: count }, (_, number) => ({
    subscriptionId: `subscription-${number + 1}`,
    event: event(documentId, 1),
  }));

const nameOf = ({ MessageBody }: SendMessageBatchRequestEntry): string =>
  JSON.parse(MessageBody ?? '{}').subscriptionId;

/** Takes an entry unless it is one of these, in the first `times` requests. */
const refusing = (names: readonly string[], times: number) => {
  let request = 0;
  sqs.on(SendMessageBatchCommand).callsFake(({ Entries }) => {
    request += 1;
    const failed = (entry: SendMessageBatchRequestEntry) =>
      request <= times && names.includes(nameOf(entry));
    return {
      Successful: Entries.filter((entry: SendMessageBatchRequestEntry) => !failed(entry)),
      Failed: Entries.filter(failed),
    };
  });
};

const requests = () =>
  sqs
    .commandCalls(SendMessageBatchCommand)
    .map(({ args }) => (args[0].input.Entries ?? []).map(nameOf));

const names = (...numbers: number[]) => numbers.map((number) => `subscription-${number}`);

describe('the delivery queue', () => {
  it('is given a message a delivery, ten a request', async () => {
    refusing([], 0);
    const all = deliveries(21);
    await queue.enqueue(all);
    expect(requests().map(({ length }) => length)).toEqual([10, 10, 1]);
    const [call] = sqs.commandCalls(SendMessageBatchCommand);
    const { QueueUrl, Entries = [] } = call?.args[0].input ?? {};
    expect(QueueUrl).toBe('https://queue');
    expect(new Set(Entries.map(({ Id }) => Id)).size).toBe(10);
    expect(JSON.parse(Entries[0]?.MessageBody ?? '')).toEqual(all[0]);
  });

  it('is given at most 256 KB a request', async () => {
    refusing([], 0);
    const large = deliveries(4).map((delivery) => ({
      ...delivery,
      event: { ...delivery.event, data: { title: 'å'.repeat(60_000) } },
    }));
    await queue.enqueue(large);
    expect(requests()).toEqual([names(1, 2), names(3, 4)]);
  });

  it('is given again only what it did not take', async () => {
    refusing(names(2, 5), 1);
    await queue.enqueue(deliveries(6));
    expect(requests()).toEqual([names(1, 2, 3, 4, 5, 6), names(2, 5)]);
  });

  it('is given up after several attempts, naming what is missing', async () => {
    refusing(names(2), 99);
    const failed = queue.enqueue(deliveries(3));
    await expect(failed).rejects.toThrow(UnavailableError);
    await expect(failed).rejects.toThrow(`${event(documentId, 1).id} for subscription-2`);
  });

  it('is given a whole request again where it was throttled', async () => {
    const throttled = new SQSServiceException({
      name: 'RequestThrottled',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    sqs
      .on(SendMessageBatchCommand)
      .rejectsOnce(throttled)
      .resolves({ Successful: [{ Id: '0', MessageId: 'm', MD5OfMessageBody: '' }] });
    await queue.enqueue(deliveries(1));
    expect(requests()).toEqual([names(1), names(1)]);
  });

  it('takes nothing', async () => {
    await queue.enqueue([]);
    expect(requests()).toEqual([]);
  });
});
