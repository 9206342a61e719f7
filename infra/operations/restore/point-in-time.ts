import { setTimeout } from 'node:timers/promises';
import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  InvalidRestoreTimeException,
  RestoreTableToPointInTimeCommand,
  TableAlreadyExistsException,
} from '@aws-sdk/client-dynamodb';
import { Problem, reasonOf } from '../../local/problem.ts';

/** `Ikraft-Documents-restored-20261120T030000Z`, of a table whose name may be long. */
export const nameOfRestored = (table: string, to: Date): string => {
  const stamp = to.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${table.slice(0, 255 - stamp.length - 10)}-restored-${stamp}`;
};

/** @throws Problem where a table that is said to hold the state of then cannot be read */
export const readable = async (
  client: DynamoDBClient,
  from: Readonly<Record<string, string>>,
): Promise<void> => {
  for (const [table, name] of Object.entries(from)) {
    await client.send(new DescribeTableCommand({ TableName: name })).catch((cause) => {
      const said = `--from ${table}=${name}: the table ${name} cannot be read: ${reasonOf(cause)}`;
      throw new Problem(said, { cause });
    });
  }
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
    .catch(async (cause: unknown) => {
      if (cause instanceof TableAlreadyExistsException) return;
      const window =
        cause instanceof InvalidRestoreTimeException && (await windowOf(client, table));
      throw new Problem(`${table}: ${window || reasonOf(cause)}`, { cause });
    });
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: target }));
    if (Table?.TableStatus === 'ACTIVE') return target;
    progress(`${target}: ${Table?.TableStatus}`);
    await setTimeout(everyMs);
  }
};

/** To which instants the table can be restored, as a sentence. */
const windowOf = async (client: DynamoDBClient, table: string): Promise<string> => {
  const { ContinuousBackupsDescription } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName: table }),
  );
  const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  return `it can be restored from ${earliest?.toISOString()} to ${latest?.toISOString()}, which moves on about five minutes behind.`;
};

/** Takes away a table that `restoredTable` has made. */
export const dropRestored = async (client: DynamoDBClient, table: string): Promise<void> => {
  await client.send(new DeleteTableCommand({ TableName: table }));
};
