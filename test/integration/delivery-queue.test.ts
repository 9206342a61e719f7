import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { deliveryQueue } from '#shared/adapters/sqs/delivery-queue.ts';
import { UnavailableError, type Wake } from '#shared/application/ports.ts';
import { deliveryMessage } from '#shared/contracts/delivery-message.ts';
import { delivery } from './delivery-samples.ts';

const sqs = mockClient(SQSClient);

afterEach(() => {
  sqs.reset();
});

const queue = deliveryQueue({
  client: new SQSClient({ region: 'eu-north-1' }),
  queueUrl: 'https://queue',
  pause: async () => undefined,
});

const nameAt = (number: number) => `019f3a46-0000-7000-8000-${String(number).padStart(12, '0')}`;

const wakes = (count: number): Wake[] =>
  Array.from({ length: count }, (_, number) => ({
    subscriptionId: nameAt(number + 1),
    deliveryIds: [delivery().deliveryId],
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

const names = (...numbers: number[]) => numbers.map(nameAt);

describe('the delivery queue', () => {
  it('is given a message for each endpoint, in a group of its own, ten a request', async () => {
    refusing([], 0);
    const all = wakes(21);
    await queue.wake(all);
    expect(requests().map(({ length }) => length)).toEqual([10, 10, 1]);
    const [call] = sqs.commandCalls(SendMessageBatchCommand);
    const { QueueUrl, Entries = [] } = call?.args[0].input ?? {};
    expect(QueueUrl).toBe('https://queue');
    expect(new Set(Entries.map(({ Id }) => Id)).size).toBe(10);
    expect(deliveryMessage.parse(JSON.parse(Entries[0]?.MessageBody ?? ''))).toEqual(all[0]);
    expect(Entries.map(({ MessageGroupId }) => MessageGroupId)).toEqual(requests()[0]);
  });

  it('holds back what has a delay, and nothing else', async () => {
    refusing([], 0);
    await queue.wake(wakes(3).map((wake, delaySeconds) => ({ ...wake, delaySeconds })));
    await queue.wake(wakes(1));
    const delays = sqs
      .commandCalls(SendMessageBatchCommand)
      .flatMap(({ args }) => (args[0].input.Entries ?? []).map((entry) => entry.DelaySeconds));
    expect(delays).toEqual([0, 1, 2, undefined]);
  });

  it('is given at most 256 KB a request', async () => {
    refusing([], 0);
    const deliveryIds = Array.from({ length: 1_500 }, () => delivery().deliveryId);
    await queue.wake(wakes(4).map((wake) => ({ ...wake, deliveryIds })));
    expect(requests()).toEqual([names(1, 2), names(3, 4)]);
  });

  it('is given again only what it did not take', async () => {
    refusing(names(2, 5), 1);
    await queue.wake(wakes(6));
    expect(requests()).toEqual([names(1, 2, 3, 4, 5, 6), names(2, 5)]);
  });

  it('is given up after several attempts, naming what is missing', async () => {
    refusing(names(2), 99);
    const failed = queue.wake(wakes(3));
    await expect(failed).rejects.toThrow(UnavailableError);
    await expect(failed).rejects.toThrow(`a wake for ${nameAt(2)}`);
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
    await queue.wake(wakes(1));
    expect(requests()).toEqual([names(1), names(1)]);
  });

  it('takes nothing', async () => {
    await queue.wake([]);
    expect(requests()).toEqual([]);
  });
});
