import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { scan } from '#shared/adapters/dynamodb/requests.ts';
import { storedDocument } from '#shared/adapters/dynamodb/schemas/document.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { dueWrite } from '#shared/application/document-write.ts';
import { inParallel } from '#shared/application/in-parallel.ts';
import type { DocumentWrite } from '#shared/application/ports.ts';
import type { Document } from '#shared/domain/document.ts';
import { between } from '#shared/domain/instant.ts';
import { createTables } from '../../support/emulator-tables.ts';
import { percentile } from '../numbers.ts';
import { applyAtMidnight, atATime } from './apply.ts';
import { copies, midnight, store } from './archive.ts';
import { type Counts, counted } from './counted.ts';
import { benchClient, clockBefore, reached } from './emulated.ts';

/** Documents that are not due, beside those that are. */
const others = 4;

/** An archive of five times as many documents as are due, and what a way of finding these needs. */
const archive = async (endpointUrl: string, write: DocumentWrite, count: number) => {
  const client = benchClient(endpointUrl);
  const quiet = benchClient(endpointUrl);
  const { nameOf, drop } = await createTables(quiet);
  const counter = counted(client, nameOf);
  const later = { ...write, document: { ...write.document, planned: [], plannedInFull: true } };
  await store(client, nameOf('documents'), copies(write, count));
  await store(client, nameOf('documents'), copies(later, others * count, count));
  counter.take();
  const table = nameOf('documents');
  const names = { decisionsTable: nameOf('decisions'), idempotencyTable: nameOf('idempotency') };
  const clock = clockBefore(midnight, 0);
  const repository = dynamoRepository({ client, documentsTable: table, ...names, clock });
  const writtenAt: string[] = [];
  const apply = async (document: Document) => {
    const calendar = temporalCalendar;
    const due = await dueWrite({ repository, calendar }, document, clock.now());
    if (due === undefined) return;
    await repository.commit({ documents: [due] });
    writtenAt.push(clock.now());
  };
  const end = async () => {
    await drop();
    for (const each of [client, quiet]) each.destroy();
  };
  return { client, nameOf, table, counter, repository, apply, writtenAt, end };
};

/** Wakes every minute and reads every document. */
export const cronThatScans = async (endpointUrl: string, write: DocumentWrite, count: number) => {
  const { client, table, counter, apply, writtenAt, end } = await archive(
    endpointUrl,
    write,
    count,
  );
  let last: Readonly<Record<string, unknown>> | undefined;
  do {
    const page = await scan(client, {
      TableName: table,
      ConsistentRead: true,
      ...(last !== undefined && { ExclusiveStartKey: last }),
    });
    const documents = page.items.map((item) => storedDocument.parse(item));
    await inParallel(documents, atATime, apply);
    last = page.last;
  } while (last !== undefined);
  const figures = { invocations: 1, schedules: 1, ...summary(counter.take(), count, writtenAt) };
  await end();
  return figures;
};

/** Makes a schedule for each document; each fires an invocation that reads and writes the one. */
export const scheduleEach = async (endpointUrl: string, write: DocumentWrite, count: number) => {
  const scheduler = new SchedulerClient(reached(endpointUrl));
  const GroupName = 'each';
  await scheduler.send(new CreateScheduleGroupCommand({ Name: GroupName }));
  const due = copies(write, count);
  await inParallel(due, atATime, async ({ document: { documentId } }) => {
    const Arn = 'arn:aws:lambda:eu-north-1:000000000000:function:one';
    const RoleArn = 'arn:aws:iam::000000000000:role/scheduler';
    await scheduler.send(
      new CreateScheduleCommand({
        Name: documentId,
        GroupName,
        ScheduleExpression: `at(${midnight.slice(0, 19)})`,
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { Arn, RoleArn, Input: JSON.stringify({ documentId }) },
      }),
    );
  });
  scheduler.destroy();
  const { counter, repository, apply, writtenAt, end } = await archive(endpointUrl, write, count);
  await inParallel(due, atATime, async ({ document: { documentId } }) => {
    const document = await repository.document(documentId);
    if (document !== undefined) await apply(document);
  });
  const figures = {
    invocations: count,
    schedules: count,
    ...summary(counter.take(), count, writtenAt),
  };
  await end();
  return figures;
};

/** One wake-up for all: what is shipped, on the same work. */
export const oneWakeUp = async (endpointUrl: string, write: DocumentWrite, count: number) => {
  const { client, nameOf, counter, end } = await archive(endpointUrl, write, count);
  const { writes, invocations } = await applyAtMidnight({ client, nameOf }, () =>
    clockBefore(midnight, 2_000 + count),
  );
  const counts = counter.take();
  const writtenAt = writes.map(({ document }) => document.changedAt);
  await end();
  return { invocations, schedules: 1, ...summary(counts, count, writtenAt, indexesOfDue) };
};

/** Nobody who scans, or has a schedule for each, needs these. */
const indexesOfDue = ['documents.due', 'documents.change'];

const summary = (
  { requests, writes, reads }: Counts,
  count: number,
  writtenAt: readonly string[],
  with_: readonly string[] = [],
) => {
  if (writtenAt.length !== count) throw new Error(`${writtenAt.length} of ${count} were written`);
  const lateness = writtenAt.map((at) => between(midnight, at));
  const perDocument = (values: Readonly<Record<string, number>>) =>
    Number((Object.values(values).reduce((sum, one) => sum + one, 0) / count).toFixed(3));
  const counting = Object.entries(writes).filter(
    ([name]) => !indexesOfDue.includes(name) || with_.includes(name),
  );
  return {
    requestsPerTransition: perDocument(requests),
    writeUnitsPerTransition: perDocument(Object.fromEntries(counting)),
    readUnitsPerTransition: perDocument(reads),
    workMsP50: percentile(lateness, 0.5),
    workMsMax: percentile(lateness, 1),
  };
};
