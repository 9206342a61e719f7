import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  InvalidRestoreTimeException,
  PointInTimeRecoveryUnavailableException,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  TableAlreadyExistsException,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  nameOfRestored,
  readable,
  restoredTable,
} from '../../../../infra/operations/restore/point-in-time.ts';

const dynamo = mockClient(DynamoDBClient);
const to = new Date('2026-11-20T03:00:00Z');
const target = 'Ikraft-Documents-restored-20261120T030000Z';

const window = (earliest: string, latest: string) => ({
  ContinuousBackupsDescription: {
    ContinuousBackupsStatus: 'ENABLED' as const,
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: 'ENABLED' as const,
      EarliestRestorableDateTime: new Date(earliest),
      LatestRestorableDateTime: new Date(latest),
    },
  },
});

const said: string[] = [];
const restore = () =>
  restoredTable(
    new DynamoDBClient({ region: 'eu-north-1' }),
    { table: 'Ikraft-Documents', to },
    { progress: (text) => said.push(text), everyMs: 1 },
  );

beforeEach(() => {
  dynamo.reset();
  said.length = 0;
  dynamo
    .on(DescribeContinuousBackupsCommand)
    .resolves(window('2026-10-18T00:00:00Z', '2026-11-22T06:55:00Z'));
  dynamo
    .on(DescribeTableCommand)
    .resolvesOnce({ Table: { TableStatus: 'CREATING' } })
    .resolves({ Table: { TableStatus: 'ACTIVE' } });
});

describe('a table as it was', () => {
  it('is asked for at the instant, without indexes, and waited for', async () => {
    dynamo.on(RestoreTableToPointInTimeCommand).resolves({});
    expect(await restore()).toBe(target);
    const [call] = dynamo.commandCalls(RestoreTableToPointInTimeCommand);
    expect(call?.args[0].input).toEqual({
      SourceTableName: 'Ikraft-Documents',
      TargetTableName: target,
      RestoreDateTime: to,
      GlobalSecondaryIndexOverride: [],
    });
    expect(said).toEqual([`${target}: CREATING`]);
  });

  it('that an earlier attempt has asked for is taken as it is', async () => {
    const there = new TableAlreadyExistsException({ $metadata: {}, message: 'there' });
    dynamo.on(RestoreTableToPointInTimeCommand).rejects(there);
    expect(await restore()).toBe(target);
  });

  it('cannot be had outside its window, which is said', async () => {
    dynamo
      .on(RestoreTableToPointInTimeCommand)
      .rejects(new InvalidRestoreTimeException({ $metadata: {}, message: 'invalid' }));
    await expect(restore()).rejects.toThrow(
      'Ikraft-Documents: it can be restored from 2026-10-18T00:00:00.000Z to 2026-11-22T06:55:00.000Z',
    );
  });

  it('cannot be had without point-in-time recovery: DynamoDB says so', async () => {
    dynamo
      .on(RestoreTableToPointInTimeCommand)
      .rejects(new PointInTimeRecoveryUnavailableException({ $metadata: {}, message: 'not on' }));
    await expect(restore()).rejects.toThrow('Ikraft-Documents: not on');
  });

  it('has a name that DynamoDB takes, however long that of the table is', () => {
    expect(nameOfRestored('x'.repeat(255), to)).toMatch(/^x+-restored-20261120T030000Z$/);
    expect(nameOfRestored('x'.repeat(255), to).length).toBeLessThanOrEqual(255);
  });
});

describe('a table that is said to hold the state of then', () => {
  const client = new DynamoDBClient({ region: 'eu-north-1' });

  it('is taken where it can be read', async () => {
    await expect(readable(client, { documents: 'Vault-1' })).resolves.toBeUndefined();
  });

  it('is refused with a sentence where it is not there', async () => {
    const missing = new ResourceNotFoundException({ message: 'not found', $metadata: {} });
    dynamo.on(DescribeTableCommand, { TableName: 'Vault-2' }).rejects(missing);
    await expect(readable(client, { events: 'Vault-1', documents: 'Vault-2' })).rejects.toThrow(
      expect.objectContaining({
        name: 'Problem',
        message: '--from documents=Vault-2: the table Vault-2 cannot be read: not found',
      }),
    );
  });
});
