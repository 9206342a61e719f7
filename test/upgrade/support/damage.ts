import {
  DeleteItemCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { clientConfig } from '../../../infra/local/endpoint.ts';
import type { History } from './history.ts';
import type { StackOutputs } from './installation.ts';

interface Where {
  readonly endpointUrl: string;
  readonly outputs: StackOutputs;
}

const tables = ['events', 'decisions', 'documents'] as const;
const outputOf = {
  events: 'EventsTableName',
  decisions: 'DecisionsTableName',
  documents: 'DocumentsTableName',
};

/**
 * The tables as they are now, under other names, in the words of `npm run restore`. The emulator knows the call
 * and no past: what it is asked for is the present.
 */
export const asTheyAreNow = async ({ endpointUrl, outputs }: Where): Promise<string[]> => {
  const client = new DynamoDBClient(clientConfig(endpointUrl));
  const words: string[] = [];
  for (const table of tables) {
    const SourceTableName = outputs[outputOf[table]];
    const TargetTableName = `${table}-of-then`;
    const now = { UseLatestRestorableTime: true, GlobalSecondaryIndexOverride: [] };
    await client.send(
      new RestoreTableToPointInTimeCommand({ SourceTableName, TargetTableName, ...now }),
    );
    words.push('--from', `${table}=${TargetTableName}`);
  }
  return words;
};

/** The emulator's CloudFormation forgets that the stack asks for it. */
export const enablePointInTime = async ({ endpointUrl, outputs }: Where): Promise<void> => {
  const client = new DynamoDBClient(clientConfig(endpointUrl));
  for (const table of tables) {
    const TableName = outputs[outputOf[table]];
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
    await client.send(
      new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }),
    );
  }
};

/** What a bad night does: rows deleted and overwritten by hand, and a file. */
export const damage = async (
  { endpointUrl, outputs }: Where,
  { policyId, coming: [first] }: History,
): Promise<void> => {
  const client = new DynamoDBClient(clientConfig(endpointUrl));
  const TableName = outputs.DocumentsTableName;
  const row = (documentId: string, item: string) => ({
    TableName,
    Key: { documentId: { S: documentId }, item: { S: item } },
  });
  await client.send(new DeleteItemCommand(row(policyId, 'document')));
  await client.send(new DeleteItemCommand(row(policyId, 'version#00001')));
  await client.send(
    new UpdateItemCommand({
      ...row(first?.documentId ?? '', 'document'),
      UpdateExpression: 'SET #title = :title, #sequence = :none',
      ExpressionAttributeNames: { '#title': 'title', '#sequence': 'sequence' },
      ExpressionAttributeValues: { ':title': { S: '???' }, ':none': { N: '0' } },
    }),
  );
  await client.send(
    new DeleteItemCommand({
      TableName: outputs.EventsTableName,
      Key: { key: { S: `document#${policyId}` }, position: { N: '1' } },
    }),
  );
  const s3 = new S3Client({ ...clientConfig(endpointUrl), forcePathStyle: true });
  const Bucket = outputs.FilesBucketName;
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  for (const { Key } of Versions) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
};
