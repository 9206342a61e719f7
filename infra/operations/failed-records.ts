import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import * as z from 'zod';

/** Stream records that lie in the failures bucket, and the function that they are for. */
export interface FailedRecords {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly functionName: string;
  /** The function's input. */
  readonly payload: string;
}

/** By Lambda: a batch that the function could not take for long. */
const failedBatch = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  payload: z.string(),
});

/** By the function itself: a record that it can never take. */
const poison = z.object({ reason: z.string(), record: z.unknown() });

/** The keys of all that lies there, oldest first. */
export const failedKeys = async (client: S3Client, bucket: string): Promise<string[]> => {
  const found: { readonly key: string; readonly at: number }[] = [];
  for (const Prefix of ['aws/lambda/', 'poison/']) {
    let next: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix, ContinuationToken: next }),
      );
      for (const { Key, LastModified } of page.Contents ?? []) {
        if (Key !== undefined) found.push({ key: Key, at: LastModified?.getTime() ?? 0 });
      }
      next = page.NextContinuationToken;
    } while (next !== undefined);
  }
  return found.toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1)).map(({ key }) => key);
};

/** What lies at the key. `functionOf` knows the name of a function of the stack by its folder. */
export const readFailed = async (
  client: S3Client,
  { bucket, key }: { readonly bucket: string; readonly key: string },
  functionOf: (folder: string) => string,
): Promise<FailedRecords> => {
  const { Body, VersionId } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const content = JSON.parse((await Body?.transformToString()) ?? '');
  const [, folder] = /^poison\/([^/]+)\//.exec(key) ?? [];
  if (folder === undefined) {
    const { requestContext, payload } = failedBatch.parse(content);
    return { key, versionId: VersionId, functionName: requestContext.functionArn, payload };
  }
  const payload = JSON.stringify({ Records: [poison.parse(content).record] });
  return { key, versionId: VersionId, functionName: functionOf(folder), payload };
};

/** Forgets what was taken: this version alone, since the function may have kept the record anew. */
export const forget = async (
  client: S3Client,
  bucket: string,
  { key, versionId }: FailedRecords,
): Promise<void> => {
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
};
