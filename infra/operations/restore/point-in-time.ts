import { setTimeout } from 'node:timers/promises';
import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  RestoreTableToPointInTimeCommand,
} from '@aws-sdk/client-dynamodb';
import { Problem, reasonOf } from '../../local/problem.ts';

/** `Ikraft-Documents-restored-20261120T030000Z`, of a table whose name may be long. */
export const nameOfRestored = (table: string, to: Date): string => {
  const stamp = to.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${table.slice(0, 255 - stamp.length - 10)}-restored-${stamp}`;
};

/**
 * Makes a table with what another one held at the instant, without its indexes, and waits until it can be read.
 * One that an earlier attempt has made is taken as it is.
 * @throws Problem where the instant lies outside what the table can be restored to
 */
export const restoredTable = async (
  client: DynamoDBClient,
  { table, to }: { readonly table: string; readonly to: Date },
  {
    progress,
    everyMs = 5_000,
  }: { readonly progress: (said: string) => void; readonly everyMs?: number },
): Promise<string> => {
  await checkWindow(client, table, to);
  const target = nameOfRestored(table, to);
  await client
    .send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: table,
        TargetTableName: target,
        RestoreDateTime: to,
        // Nothing is looked up in it: without indexes it is there sooner.
        GlobalSecondaryIndexOverride: [],
      }),
    )
    .catch((cause: unknown) => {
      const isThere = cause instanceof Error && cause.name === 'TableAlreadyExistsException';
      if (!isThere) throw new Problem(`${table}: ${reasonOf(cause)}`, { cause });
    });
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: target }));
    if (Table?.TableStatus === 'ACTIVE') return target;
    progress(`${target}: ${Table?.TableStatus}`);
    await setTimeout(everyMs);
  }
};

const checkWindow = async (client: DynamoDBClient, table: string, to: Date): Promise<void> => {
  const { ContinuousBackupsDescription } = await client
    .send(new DescribeContinuousBackupsCommand({ TableName: table }))
    .catch((cause) => {
      throw new Problem(`${table}: ${reasonOf(cause)}`, { cause });
    });
  const { PointInTimeRecoveryDescription: window } = ContinuousBackupsDescription ?? {};
  if (window?.PointInTimeRecoveryStatus !== 'ENABLED') {
    throw new Problem(`${table} has no point-in-time recovery. docs/restore.md tells of backups.`);
  }
  const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } = window;
  if (earliest !== undefined && to < earliest) {
    throw new Problem(`${table} can be restored from ${earliest.toISOString()} on.`);
  }
  if (latest !== undefined && to > latest) {
    throw new Problem(
      `${table} can be restored up to ${latest.toISOString()} as yet; that moves on, about five minutes behind.`,
    );
  }
};

/** Takes away a table that `restoredTable` has made. */
export const dropRestored = async (client: DynamoDBClient, table: string): Promise<void> => {
  await client.send(new DeleteTableCommand({ TableName: table }));
};
