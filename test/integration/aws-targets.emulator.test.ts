import { randomUUID } from 'node:crypto';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventBridgeTargetSender } from '#shared/adapters/eventbridge/target-sender.ts';
import { sqsTargetSender, targetQueueClient } from '#shared/adapters/sqs/target-sender.ts';
import { emulator } from '../support/emulator-client.ts';
import { event, newId } from './samples.ts';

const own = new SQSClient(emulator());
const ownBuses = new EventBridgeClient(emulator());

// As in a function: the endpoint comes from the environment, and nothing else tells an emulator from AWS.
const { endpoint, credentials } = emulator();
const clients: { destroy(): void }[] = [own, ownBuses];
beforeAll(() => vi.stubEnv('AWS_ENDPOINT_URL', endpoint));
afterAll(() => {
  vi.unstubAllEnvs();
  for (const client of clients) client.destroy();
});
const kept = <Client extends { destroy(): void }>(client: Client): Client => {
  clients.push(client);
  return client;
};

const sent = event(newId(), 7);
const message = { eventId: sent.id, eventType: sent.type, body: JSON.stringify(sent), headers: {} };

const newQueue = async (fifo = false) => {
  const { QueueUrl } = await own.send(
    new CreateQueueCommand({
      QueueName: `queue-${randomUUID()}${fifo ? '.fifo' : ''}`,
      ...(fifo && { Attributes: { FifoQueue: 'true' } }),
    }),
  );
  const { Attributes } = await own.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const receive = async (): Promise<Message[]> => {
    const { Messages = [] } = await own.send(
      new ReceiveMessageCommand({
        QueueUrl,
        WaitTimeSeconds: 5,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  };
  return { arn: Attributes?.QueueArn ?? '', receive };
};

describe('a queue that is known by its ARN alone', () => {
  const sender = sqsTargetSender({
    clientIn: (region) => kept(targetQueueClient({ region, credentials })),
  });

  it('is sent the event', async () => {
    const { arn, receive } = await newQueue();
    const outcome = await sender.send({ ...message, target: { type: 'sqs', arn } });
    expect(outcome).toEqual({ durationMs: expect.any(Number) });
    expect(await receive()).toMatchObject([
      {
        Body: message.body,
        MessageAttributes: { id: { StringValue: sent.id }, type: { StringValue: sent.type } },
      },
    ]);
  });

  it('and keeps order is sent the event once, in the group of its document', async () => {
    const { arn, receive } = await newQueue(true);
    for (let count = 0; count < 2; count += 1) {
      const outcome = await sender.send({ ...message, target: { type: 'sqs', arn } });
      expect(outcome).toEqual({ durationMs: expect.any(Number) });
    }
    expect(await receive()).toMatchObject([
      { Body: message.body, Attributes: { MessageGroupId: sent.subject } },
    ]);
  });

  it('and is not there is not found', async () => {
    const arn = 'arn:aws:sqs:eu-north-1:000000000000:nowhere';
    const outcome = await sender.send({ ...message, target: { type: 'sqs', arn } });
    expect(outcome).toEqual({ error: 'target_not_found', durationMs: expect.any(Number) });
  });
});

describe('an event bus that is known by its ARN', () => {
  it('is sent the event, which its rules then find', async () => {
    const { arn: queueArn, receive } = await newQueue();
    const Name = `bus-${randomUUID()}`;
    const { EventBusArn = '' } = await ownBuses.send(new CreateEventBusCommand({ Name }));
    const rule = { EventBusName: Name, EventPattern: JSON.stringify({ source: ['ikraft'] }) };
    await ownBuses.send(new PutRuleCommand({ Name: 'all', ...rule }));
    await ownBuses.send(
      new PutTargetsCommand({
        EventBusName: Name,
        Rule: 'all',
        Targets: [{ Id: 'queue', Arn: queueArn }],
      }),
    );
    const sender = eventBridgeTargetSender({
      clientIn: (region) => kept(new EventBridgeClient({ region, credentials })),
    });
    const target = { type: 'eventBridge', arn: EventBusArn } as const;
    expect(await sender.send({ ...message, target })).toEqual({ durationMs: expect.any(Number) });
    const [{ Body = '' } = {}] = await receive();
    expect(JSON.parse(Body)).toMatchObject({
      source: 'ikraft',
      'detail-type': sent.type,
      detail: sent,
    });
  });
});
