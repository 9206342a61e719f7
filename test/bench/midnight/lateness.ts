import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { subscriptionCreated } from '../../../infra/local/api-answers.ts';
import { ApiClient } from '../../../infra/local/api-client.ts';
import { startEmulator } from '../../../infra/local/emulator.ts';
import { messages } from '../../../infra/local/messages.ts';
import { secondsAhead } from '../../../infra/local/near-future.ts';
import { freePort } from '../../../infra/local/ports.ts';
import { install } from '../../../infra/local/stack.ts';
import { percentile } from '../numbers.ts';
import { startReceiver } from '../receiver.ts';
import { commonWrite, copies, store } from './archive.ts';
import { benchClient, reached } from './emulated.ts';

/** Seconds from the recording to the instant: time to plan, and to start what is cold. */
const notice = 40;
const type = 'document.statusChanged';

/**
 * From the instant at which so many documents change until each event is on the bus, and at the receiver of a webhook:
 * through the whole stack, deployed into an emulator of its own, with everything warm from a midnight before.
 */
export const latenessOf = async (count: number) => {
  const dir = await mkdtemp(join(tmpdir(), 'ikraft-bench-'));
  const figures = await inEmulator(dir, count);
  // An error names logs in the folder: then it stays.
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  return figures;
};

const inEmulator = async (dir: string, count: number) => {
  const say = messages.en;
  await using emulator = await startEmulator({ port: await freePort(), dir, keep: false, say });
  const { endpointUrl } = emulator;
  const { stack } = await install({ endpointUrl, dir, say });
  await using receiver = await startReceiver();
  const { secret } = await new ApiClient(stack.apiUrl, () => stack.tokens.subscriber).post(
    '/v1/subscriptions',
    { target: { type: 'webhook', url: receiver.url }, filter: {}, maxPerSecond: 1000 },
    subscriptionCreated,
  );
  await receiver.trust(secret);
  const bus = await busWatcher(endpointUrl, stack.eventBusName);
  const client = benchClient(endpointUrl);

  /** So many documents change in forty seconds; answers when both have had all of it. */
  const round = async (documents: number, first: number) => {
    const { at, fromAndIncluding } = secondsAhead(notice);
    const write = await commonWrite({ fromAndIncluding, at: new Date(at).toISOString() });
    await store(client, stack.tables.documents, copies(write, documents, first));
    const onBus = new Map<string, number>();
    const atReceiver = new Map<string, number>();
    const until = at + 120_000;
    while (onBus.size < documents || atReceiver.size < documents) {
      if (Date.now() > until) {
        throw new Error(`Of ${documents}: ${onBus.size} on the bus, ${atReceiver.size} received`);
      }
      // Nothing but the work itself while the instant is near.
      const quiet = Math.min(until, Math.max(at + 3_000, Date.now() + 500));
      await new Promise((resolve) => setTimeout(resolve, quiet - Date.now()));
      for (const [id, time] of await bus.take()) onBus.set(id, onBus.get(id) ?? time - at);
      for (const arrival of await receiver.arrivals()) {
        if (arrival.type !== type) continue;
        const { eventId, at: time } = arrival;
        atReceiver.set(eventId, atReceiver.get(eventId) ?? time - at);
      }
    }
    return { toBus: figuresOf(onBus), toWebhook: figuresOf(atReceiver) };
  };
  await round(16, 1);
  const figures = await round(count, 1_000);
  bus.destroy();
  client.destroy();
  return { documents: count, ...figures };
};

const figuresOf = (lateness: ReadonlyMap<string, number>) => ({
  p50: percentile([...lateness.values()], 0.5),
  p99: percentile([...lateness.values()], 0.99),
  max: percentile([...lateness.values()], 1),
});

const envelope = z.object({ detail: z.object({ id: z.string(), type: z.string() }) });

/** A queue behind a rule on the bus: the queue notes when each event came. */
const busWatcher = async (endpointUrl: string, EventBusName: string) => {
  const sqs = new SQSClient(reached(endpointUrl));
  const events = new EventBridgeClient(reached(endpointUrl));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'midnight-watch' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const Name = 'midnight-watch';
  const EventPattern = JSON.stringify({ source: ['ikraft'], 'detail-type': [type] });
  await events.send(new PutRuleCommand({ Name, EventBusName, EventPattern }));
  const Targets = [{ Id: 'queue', Arn: Attributes?.QueueArn }];
  await events.send(new PutTargetsCommand({ Rule: Name, EventBusName, Targets }));
  return {
    take: async (): Promise<(readonly [eventId: string, at: number])[]> => {
      const taken: (readonly [string, number])[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 10,
            MessageSystemAttributeNames: ['SentTimestamp'],
          }),
        );
        if (Messages.length === 0) return taken;
        for (const { Body = '', Attributes: sent } of Messages) {
          const { detail } = envelope.parse(JSON.parse(Body));
          taken.push([detail.id, Number(sent?.SentTimestamp)]);
        }
        const Entries = Messages.map(({ ReceiptHandle }, index) => ({
          Id: `${index}`,
          ReceiptHandle,
        }));
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      }
    },
    destroy: () => {
      for (const client of [sqs, events]) client.destroy();
    },
  };
};
