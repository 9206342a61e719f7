import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documentPut } from '#shared/adapters/dynamodb/document-item.ts';
import { dynamoRepository } from '#shared/adapters/dynamodb/repository.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { type Applied, type ApplyDueInput, applyDue } from '#shared/application/apply-due.ts';
import { inParallel } from '#shared/application/in-parallel.ts';
import type { Clock, DocumentWrite, WakeUps } from '#shared/application/ports.ts';
import { between, shift } from '#shared/domain/instant.ts';
import type { TableName } from '../../support/emulator-tables.ts';
import { midnight } from './archive.ts';

/** As many as apply-due writes at a time: eight in each of eight shards. */
export const atATime = 64;

interface Store {
  readonly client: DynamoDBDocumentClient;
  readonly nameOf: (table: TableName) => string;
}

/** What all invocations of apply-due did together. */
export interface Night {
  readonly applied: number;
  readonly invocations: number;
  /** From the instant until the last invocation had ended. */
  readonly milliseconds: number;
  /** In the order in which they were made, as the stream carries them. */
  readonly writes: readonly DocumentWrite[];
}

/**
 * Wakes apply-due for midnight and lets it do its work, with whatever invocations it asks for: side by side as in
 * Lambda; or one after the other, each with a midnight of its own, so that what one needs can be seen.
 */
export const applyAtMidnight = async (
  { client, nameOf }: Store,
  newClock: () => Clock,
  { oneByOne = false } = {},
): Promise<Night> => {
  let clock = newClock();
  const store = dynamoRepository({
    client,
    documentsTable: nameOf('documents'),
    decisionsTable: nameOf('decisions'),
    idempotencyTable: nameOf('idempotency'),
    clock,
  });
  const writes: DocumentWrite[] = [];
  const repository = {
    ...store,
    commit: async (write: Parameters<typeof store.commit>[0]) => {
      await store.commit(write);
      if (!oneByOne) writes.push(...write.documents);
    },
  };
  const running: Promise<Applied>[] = [];
  const handedOver: Wake[] = [];
  const invoke = (wake: Wake) => {
    const enqueue = async ({ delaySeconds: _, ...next }: Parameters<WakeUps['enqueue']>[0]) => {
      if (oneByOne) handedOver.push(next);
      else invoke(next);
    };
    const dependencies = {
      repository,
      clock,
      calendar: temporalCalendar,
      wakeUps: { enqueue },
      uploadChecks: { request: () => Promise.reject(new Error('No upload is awaited here')) },
    };
    running.push(applyDue(dependencies, { ...wake, deadline: shift(clock.now(), 290_000) }));
  };

  invoke({ instant: midnight });
  let applied = 0;
  for (let done = 0; done < running.length; done++) {
    const result = await running[done];
    const [failure] = result?.failed ?? [];
    if (failure !== undefined) throw failure.error;
    applied += result?.applied ?? 0;
    const [next] = handedOver.splice(0, 1);
    if (next === undefined) continue;
    clock = newClock();
    invoke(next);
  }
  return {
    applied,
    invocations: running.length,
    milliseconds: between(midnight, clock.now()),
    writes,
  };
};

type Wake = Omit<ApplyDueInput, 'deadline'>;

/** The least that a transition can be: one conditional update of one number, and nothing else read or written. */
export const bareUpdates = async (
  { client, nameOf }: Store,
  writes: readonly DocumentWrite[],
): Promise<{ readonly milliseconds: number }> => {
  const began = performance.now();
  await inParallel(writes, atATime, async ({ document: { documentId, revision } }) => {
    await client.send(
      new UpdateCommand({
        TableName: nameOf('documents'),
        Key: { documentId, item: 'document' },
        UpdateExpression: 'SET revision = :next',
        ConditionExpression: 'revision = :expected',
        ExpressionAttributeValues: { ':next': revision + 1, ':expected': revision },
      }),
    );
  });
  return { milliseconds: performance.now() - began };
};

/** The same items as they were written, by bare conditional puts: what is left is what apply-due itself takes. */
export const barePuts = async (
  { client, nameOf }: Store,
  writes: readonly DocumentWrite[],
): Promise<{ readonly milliseconds: number }> => {
  const table = nameOf('documents');
  const inputs = writes.map((write) => ({
    TableName: table,
    Item: { ...documentPut(table, write, undefined).item, writeId: randomUUID() },
    ConditionExpression: 'attribute_exists(documentId)',
  }));
  const began = performance.now();
  await inParallel(inputs, atATime, async (input) => {
    await client.send(new PutCommand(input));
  });
  return { milliseconds: performance.now() - began };
};
