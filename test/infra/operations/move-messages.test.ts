import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { moveMessages, waitingIn } from '../../../infra/operations/move-messages.ts';

const sqs = mockClient(SQSClient);
const client = new SQSClient({ region: 'eu-north-1' });

afterEach(() => {
  sqs.reset();
});

const reason = { DataType: 'String', StringValue: 'TypeError: a fault' };

/** A queue of so many messages, and another that takes those which it is told to. */
const queues = (count: number, takes: (body: string) => boolean = () => true) => {
  let left = Array.from({ length: count }, (_, index) => `message-${index + 1}`);
  const sent: string[] = [];
  sqs.on(ReceiveMessageCommand).callsFake(({ MaxNumberOfMessages }) => ({
    Messages: left.slice(0, MaxNumberOfMessages).map((Body) => ({
      Body,
      ReceiptHandle: `receipt of ${Body}`,
      MessageAttributes: { reason },
      Attributes: { MessageGroupId: 'subscription-1' },
    })),
  }));
  sqs.on(SendMessageBatchCommand).callsFake(({ Entries }) => {
    const taken = Entries.filter(({ MessageBody }: { MessageBody: string }) => takes(MessageBody));
    sent.push(...taken.map(({ MessageBody }: { MessageBody: string }) => MessageBody));
    return { Successful: taken };
  });
  sqs.on(DeleteMessageBatchCommand).callsFake(({ Entries }) => {
    const gone = Entries.map(({ ReceiptHandle }: { ReceiptHandle: string }) => ReceiptHandle);
    left = left.filter((body) => !gone.includes(`receipt of ${body}`));
    return {};
  });
  return { sent, left: () => left };
};

const move = (atMost: number) =>
  moveMessages(client, { from: 'https://from', to: 'https://to', atMost });

describe('messages that are moved', () => {
  it('are all in the other queue, ten at a time', async () => {
    const { sent, left } = queues(23);
    expect(await move(23)).toBe(23);
    expect(sent).toHaveLength(23);
    expect(left()).toEqual([]);
    expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(3);
  });

  it('keep their attributes and their group', async () => {
    queues(1);
    await move(1);
    const [call] = sqs.commandCalls(SendMessageBatchCommand);
    expect(call?.args[0].input).toEqual({
      QueueUrl: 'https://to',
      Entries: [
        {
          Id: '0',
          MessageBody: 'message-1',
          MessageAttributes: { reason },
          MessageGroupId: 'subscription-1',
        },
      ],
    });
  });

  it('are sent in batches of 1 MiB with their attributes at most, or alone', async () => {
    const mebibyte = 1024 * 1024;
    const attributes = 'reason'.length + 'String'.length + reason.StringValue.length;
    const sizes = [mebibyte / 2 - attributes, mebibyte / 2 - attributes, 1, mebibyte - attributes];
    let waiting = sizes.map((size) => 'å'.repeat(size / 2).padEnd(Math.ceil(size / 2), '-'));
    sqs.on(ReceiveMessageCommand).callsFake(() => ({
      Messages: waiting.map((Body) => ({
        Body,
        ReceiptHandle: 'x',
        MessageAttributes: { reason },
      })),
    }));
    sqs.on(SendMessageBatchCommand).callsFake(({ Entries }) => ({ Successful: Entries }));
    sqs.on(DeleteMessageBatchCommand).callsFake(() => {
      waiting = [];
      return {};
    });
    expect(await move(4)).toBe(4);
    const batches = sqs
      .commandCalls(SendMessageBatchCommand)
      .map(({ args: [{ input }] }) => input.Entries?.length);
    expect(batches).toEqual([2, 1, 1]);
  });

  it('are no more than asked for, since what fails again comes back', async () => {
    const { sent, left } = queues(23);
    expect(await move(12)).toBe(12);
    expect(sent).toHaveLength(12);
    expect(left()).toHaveLength(11);
  });

  it('stay where they are unless the other queue has them', async () => {
    const { sent, left } = queues(3, (body) => body !== 'message-2');
    expect(await move(3)).toBe(2);
    expect(sent).toEqual(['message-1', 'message-3']);
    expect(left()).toEqual(['message-2']);
  });

  it('may be fewer than was thought', async () => {
    queues(2);
    expect(await move(5)).toBe(2);
  });
});

describe('a queue', () => {
  it('says how many wait in it', async () => {
    sqs
      .on(GetQueueAttributesCommand)
      .resolves({ Attributes: { ApproximateNumberOfMessages: '7' } });
    expect(await waitingIn(client, 'https://from')).toBe(7);
  });
});
