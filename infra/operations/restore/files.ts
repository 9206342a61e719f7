import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Item } from './merge.ts';

export interface FilesFound {
  /** Marks of deletion that were taken away, or would be. */
  readonly undeleted: number;
  /** Files that documents have and the bucket has not, by document and version. */
  readonly gone: readonly string[];
}

/**
 * Looks for the file of every version that is available, or was and is lost: each is kept in the bucket under the
 * version that was verified. Marks of deletion set after the instant are taken away; what was deleted for good is
 * named. Of several tables of documents the last one knows best.
 */
export const restoreFiles = async (
  { s3, dynamodb }: { readonly s3: S3Client; readonly dynamodb: DynamoDBClient },
  where: { readonly bucket: string; readonly documentsTables: readonly string[] },
  { to, dryRun }: { readonly to: Date; readonly dryRun: boolean },
): Promise<FilesFound> => {
  const wanted = await availableFiles(dynamodb, where.documentsTables);
  const keys = new Set(wanted.map(({ key }) => key));
  const there = new Set<string>();
  let undeleted = 0;
  // S3 knows seconds.
  const since = Math.floor(to.getTime() / 1000) * 1000;
  for await (const { Versions = [], DeleteMarkers = [] } of objectVersions(s3, where.bucket)) {
    for (const { Key, VersionId } of Versions) there.add(`${Key} ${VersionId}`);
    for (const { Key, VersionId, IsLatest, LastModified } of DeleteMarkers) {
      const isWanted = Key !== undefined && keys.has(Key);
      if (!isWanted || IsLatest !== true || (LastModified?.getTime() ?? 0) < since) continue;
      undeleted += 1;
      if (!dryRun) await s3.send(new DeleteObjectCommand({ Bucket: where.bucket, Key, VersionId }));
    }
  }
  return {
    undeleted,
    gone: wanted
      .filter(({ key, objectVersion }) => !there.has(`${key} ${objectVersion}`))
      .map(({ documentId, version }) => `${documentId} version ${version}`),
  };
};

interface AvailableFile {
  readonly documentId: string;
  readonly version: string;
  readonly key: string;
  readonly objectVersion: string;
}

const availableFiles = async (
  client: DynamoDBClient,
  tables: readonly string[],
): Promise<AvailableFile[]> => {
  const files = new Map<string, AvailableFile | undefined>();
  for (const TableName of tables) {
    const versions = {
      TableName,
      FilterExpression: 'begins_with(#item, :version)',
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: { ':version': { S: 'version#' } },
    };
    for await (const { Items = [] } of paginateScan({ client }, versions)) {
      for (const item of Items) files.set(`${item.documentId?.S} ${item.version?.N}`, fileOf(item));
    }
  }
  return [...files.values()].filter((file) => file !== undefined);
};

const fileOf = ({ documentId, version, state, key, objectVersion }: Item) => {
  if (state?.S !== 'available') return undefined;
  if (!documentId?.S || !version?.N || !key?.S || !objectVersion?.S) return undefined;
  return {
    documentId: documentId.S,
    version: version.N,
    key: key.S,
    objectVersion: objectVersion.S,
  };
};

async function* objectVersions(client: S3Client, Bucket: string) {
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined =
    {};
  while (next !== undefined) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket, Prefix: 'uploads/', ...next }),
    );
    yield page;
    next = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
      : undefined;
  }
}
