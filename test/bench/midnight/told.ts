import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  CreateScheduleGroupCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoEventLog } from '#shared/adapters/dynamodb/event-log.ts';
import { eventBridgeBus } from '#shared/adapters/eventbridge/bus.ts';
import { wakeUps } from '#shared/adapters/scheduler/wake-ups.ts';
import { inParallel } from '#shared/application/in-parallel.ts';
import { planWakeUps } from '#shared/application/plan-wakeups.ts';
import type { Clock, DocumentWrite } from '#shared/application/ports.ts';
import { relayEvents } from '#shared/application/relay-events.ts';
import { eventId } from '#shared/domain/cloud-event.ts';
import { reached } from './emulated.ts';

/** What an invocation of a stream's reader takes, and shards of the stream that are read side by side. */
const batchSize = 100;
const streamShards = 4;

const batchesOf = (writes: readonly DocumentWrite[]): DocumentWrite[][] =>
  Array.from({ length: Math.ceil(writes.length / batchSize) }, (_, batch) =>
    writes.slice(batch * batchSize, (batch + 1) * batchSize),
  );

/** Carries what the writes have to tell to the log and the bus, as the stream does; then reads the whole log. */
export const relayed = async (
  endpointUrl: string,
  log: { readonly client: DynamoDBDocumentClient; readonly eventsTable: string },
  writes: readonly DocumentWrite[],
) => {
  const client = new EventBridgeClient(reached(endpointUrl));
  let [putEvents, onBus] = [0, 0];
  client.middlewareStack.add(
    (next) => async (args) => {
      const { input } = args;
      putEvents += 1;
      onBus += input instanceof Object && 'Entries' in input ? lengthOf(input.Entries) : 0;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'counted' },
  );
  const eventLog = dynamoEventLog(log);
  const bus = eventBridgeBus({ client, eventBusName: 'default' });
  await inParallel(batchesOf(writes), streamShards, async (batch) => {
    await relayEvents({ log: eventLog, bus }, batch);
  });
  client.destroy();
  return { putEvents, onBus };
};

const lengthOf = (entries: unknown): number => (Array.isArray(entries) ? entries.length : 0);

/** Ids of all events in the log, once for each place; and of those that the writes should have made. */
export const logged = async (
  log: { readonly client: DynamoDBDocumentClient; readonly eventsTable: string },
  writes: readonly DocumentWrite[],
) => {
  const eventLog = dynamoEventLog(log);
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const { events, cursor, more } = await eventLog.read({ limit: 1_000, ...(after && { after }) });
    ids.push(...events.map(({ id }) => id));
    if (!more) break;
    after = cursor;
  }
  const expected = writes.flatMap(({ document: { documentId, sequence }, facts }) =>
    facts.map((_, index) => eventId(documentId, sequence - index)),
  );
  return { ids, expected };
};

/** Plans a wake-up for each write that asks for one, in batches of the stream, and looks at what was planned. */
export const planned = async (
  endpointUrl: string,
  clock: Pick<Clock, 'now'>,
  writes: readonly DocumentWrite[],
) => {
  const scheduler = new SchedulerClient(reached(endpointUrl));
  const groupName = `midnight-${writes.length}`;
  await scheduler.send(new CreateScheduleGroupCommand({ Name: groupName }));
  let requests = 0;
  scheduler.middlewareStack.add(
    (next) => async (args) => {
      requests += 1;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'counted' },
  );
  const arnOf = (service: string, name: string) =>
    `arn:aws:${service}:eu-north-1:000000000000:${name}`;
  const sqs = new SQSClient(reached(endpointUrl));
  const ways = wakeUps({
    scheduler,
    sqs,
    queueUrl: `${endpointUrl}/000000000000/none`,
    target: {
      groupName,
      functionArn: arnOf('lambda', 'function:apply-due'),
      roleArn: 'arn:aws:iam::000000000000:role/scheduler',
      deadLetterArn: arnOf('sqs', 'none'),
    },
  });
  for (const batch of batchesOf(writes)) {
    const instants = batch.flatMap(({ wakeAt }) => wakeAt ?? []);
    await planWakeUps({ wakeUps: ways, clock }, instants);
  }
  const asked = requests;
  const { Schedules = [] } = await scheduler.send(
    new ListSchedulesCommand({ GroupName: groupName }),
  );
  for (const client of [scheduler, sqs]) client.destroy();
  return { requests: asked, schedules: Schedules.length };
};
