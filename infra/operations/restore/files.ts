import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';

export interface FilesFound {
  /** Marks of deletion that were taken away, or would be. */
  readonly undeleted: number;
  /** Files that documents have and the bucket has not, by document and version. */
  readonly gone: readonly string[];
}

/**
 * Looks for the file of every version that is available: each is kept in the bucket under the version that was
 * verified. Marks of deletion set after the instant are taken away; what was deleted for good is named.
 */
export const restoreFiles = async (
  { s3, dynamodb }: { readonly s3: S3Client; readonly dynamodb: DynamoDBClient },
  where: { readonly bucket: string; readonly documentsTable: string },
  { to, dryRun }: { readonly to: Date; readonly dryRun: boolean },
): Promise<FilesFound> => {
  const wanted = await availableFiles(dynamodb, where.documentsTable);
  const keys = new Set(wanted.map(({ key }) => key));
  const there = new Set<string>();
  let undeleted = 0;
  for await (const { Versions = [], DeleteMarkers = [] } of objectVersions(s3, where.bucket)) {
    for (const { Key, VersionId } of Versions) there.add(`${Key} ${VersionId}`);
    for (const { Key, VersionId, IsLatest, LastModified } of DeleteMarkers) {
      const isWanted = Key !== undefined && keys.has(Key);
      if (!isWanted || IsLatest !== true || LastModified === undefined || LastModified < to)
        continue;
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

const availableFiles = async (client: DynamoDBClient, table: string): Promise<AvailableFile[]> => {
  const found: AvailableFile[] = [];
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      FilterExpression: '#state = :available',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':available': { S: 'available' } },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const { documentId, version, key, objectVersion } of Items) {
      if (!documentId?.S || !version?.N || !key?.S || !objectVersion?.S) continue;
      found.push({
        documentId: documentId.S,
        version: version.N,
        key: key.S,
        objectVersion: objectVersion.S,
      });
    }
  }
  return found;
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
