import { randomUUID } from 'node:crypto';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateScheduleGroupCommand,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from 'vitest';
import { eventBridgeBus } from '#shared/adapters/eventbridge/bus.ts';
import { wakeUps } from '#shared/adapters/scheduler/wake-ups.ts';
import { deliveryQueue } from '#shared/adapters/sqs/delivery-queue.ts';
import { replayQueue } from '#shared/adapters/sqs/replay-queue.ts';
import { uploadChecks } from '#shared/adapters/sqs/upload-checks.ts';
import { replayStep } from '#shared/contracts/replay-step.ts';
import { emulator } from '../support/emulator-client.ts';
import { delivery } from './delivery-samples.ts';
import { event, newId } from './samples.ts';

const sqs = new SQSClient(emulator());
const scheduler = new SchedulerClient(emulator());
const eventBridge = new EventBridgeClient(emulator());

afterAll(() => {
  for (const client of [sqs, scheduler, eventBridge]) client.destroy();
});

const newQueue = async () => {
  const created = await sqs.send(new CreateQueueCommand({ QueueName: `queue-${randomUUID()}` }));
  const queueUrl = created.QueueUrl ?? '';
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  return { queueUrl, queueArn: Attributes?.QueueArn ?? '' };
};

const receive = async (queueUrl: string, waitSeconds = 5) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: waitSeconds,
    }),
  );
  return Messages;
};

/** Takes messages off the queue until there are so many. */
const take = async (queueUrl: string, count: number): Promise<unknown[]> => {
  const bodies: unknown[] = [];
  while (bodies.length < count) {
    const messages = await receive(queueUrl);
    if (messages.length === 0) break;
    for (const { Body, ReceiptHandle } of messages) {
      bodies.push(JSON.parse(Body ?? ''));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
  return bodies;
};

describe('queues of SQS', () => {
  it('carry every wake, each endpoint in a group of its own', async () => {
    const { queueUrl } = await newQueue();
    const wakes = Array.from({ length: 23 }, () => ({
      subscriptionId: newId(),
      deliveryIds: [delivery().deliveryId, delivery().deliveryId],
    }));
    await deliveryQueue({ client: sqs, queueUrl }).wake(wakes);
    const taken = await take(queueUrl, wakes.length);
    expect(taken).toHaveLength(wakes.length);
    expect(taken).toEqual(expect.arrayContaining(wakes));
  });

  it('hand out a wake while another one for the same endpoint is being handled', async () => {
    const { queueUrl } = await newQueue();
    const wake = { subscriptionId: newId(), deliveryIds: [] };
    const queue = deliveryQueue({ client: sqs, queueUrl });
    await queue.wake([wake]);
    expect(await receive(queueUrl)).toHaveLength(1);
    await queue.wake([wake]);
    expect(await receive(queueUrl)).toHaveLength(1);
  });

  it('hold a wake back for as long as it asks', async () => {
    const { queueUrl } = await newQueue();
    const [soon, later] = [newId(), newId()];
    await deliveryQueue({ client: sqs, queueUrl }).wake([
      { subscriptionId: soon, deliveryIds: [], delaySeconds: 1 },
      { subscriptionId: later, deliveryIds: [], delaySeconds: 900 },
    ]);
    expect(await take(queueUrl, 1)).toEqual([{ subscriptionId: soon, deliveryIds: [] }]);
    expect(await receive(queueUrl, 0)).toEqual([]);
  });

  it('carry the steps of a replay', async () => {
    const { queueUrl } = await newQueue();
    const step = { subscriptionId: newId(), replayId: newId() };
    const steps = replayQueue({ client: sqs, queueUrl });
    await steps.enqueue({ ...step, delaySeconds: 0 });
    await steps.enqueue({ ...step, delaySeconds: 900 });
    const [body] = await take(queueUrl, 1);
    expect(replayStep.parse(body)).toEqual(step);
    expect(await receive(queueUrl, 0)).toEqual([]);
  });

  it('carry a request to look at an upload', async () => {
    const { queueUrl } = await newQueue();
    const check = { documentId: newId(), version: 2 };
    await uploadChecks({ client: sqs, queueUrl }).request(check);
    expect(await take(queueUrl, 1)).toEqual([check]);
  });
});

describe('wake-ups by EventBridge Scheduler and SQS', () => {
  it('are planned once for an instant, and queued as often as asked', async () => {
    const { queueUrl } = await newQueue();
    const groupName = `group-${randomUUID()}`;
    await scheduler.send(new CreateScheduleGroupCommand({ Name: groupName }));
    const subject = wakeUps({
      scheduler,
      target: {
        groupName,
        functionArn: 'arn:aws:lambda:eu-north-1:000000000000:function:apply-due',
        roleArn: 'arn:aws:iam::000000000000:role/scheduler',
        deadLetterArn: 'arn:aws:sqs:eu-north-1:000000000000:dead-letters',
      },
      sqs,
      queueUrl,
    });
    const instant = '2099-06-30T22:00:00.000Z';
    await subject.schedule({ instant, fireAt: '2099-06-30T21:58:30.000Z' });
    await subject.schedule({ instant, fireAt: '2099-06-30T21:58:00.000Z' });
    const planned = await scheduler.send(
      new GetScheduleCommand({ GroupName: groupName, Name: '2099-06-30T22-00-00-000Z' }),
    );
    expect(planned).toMatchObject({
      ScheduleExpression: 'at(2099-06-30T21:58:30)',
      ActionAfterCompletion: 'DELETE',
      Target: { Input: JSON.stringify({ instant }) },
    });
    await subject.enqueue({ instant, delaySeconds: 0 });
    await subject.enqueue({ instant, delaySeconds: 0 });
    expect(await take(queueUrl, 2)).toEqual([{ instant }, { instant }]);
  });
});

describe('the bus of EventBridge', () => {
  it('carries every event to a rule of its source, under its type', async () => {
    const { queueUrl, queueArn } = await newQueue();
    const eventBusName = `bus-${randomUUID()}`;
    await eventBridge.send(new CreateEventBusCommand({ Name: eventBusName }));
    const rule = { EventBusName: eventBusName, Name: 'ours' };
    await eventBridge.send(
      new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: ['ikraft'] }) }),
    );
    await eventBridge.send(
      new PutTargetsCommand({
        EventBusName: eventBusName,
        Rule: rule.Name,
        Targets: [{ Id: 'queue', Arn: queueArn }],
      }),
    );
    const documentId = newId();
    const events = Array.from({ length: 12 }, (_, number) => event(documentId, number + 1));
    await eventBridgeBus({ client: eventBridge, eventBusName }).publish(events);
    const taken = await take(queueUrl, events.length);
    expect(taken).toHaveLength(events.length);
    expect(taken).toEqual(
      expect.arrayContaining(
        events.map((each) =>
          expect.objectContaining({ source: 'ikraft', 'detail-type': each.type, detail: each }),
        ),
      ),
    );
  });
});
