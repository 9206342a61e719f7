import {
  DeleteObjectCommand,
  GetObjectRetentionCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { FileRemoval } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { reach } from '../aws-errors.ts';

const locks = ['off', 'governance', 'compliance'] as const;

export type ObjectLock = (typeof locks)[number];

/** Reads how the bucket is set up. @throws where it is wired wrongly */
export const objectLock = (text: string): ObjectLock => {
  const found = locks.find((lock) => lock === text);
  if (found === undefined) throw new Error(`There is no object lock ${text}`);
  return found;
};

/** Removes objects from a versioned bucket, version by version. */
export const s3FileRemoval = (dependencies: {
  readonly client: S3Client;
  readonly bucket: string;
  /** How the bucket locks what is put into it; a lock of governance is passed over. */
  readonly objectLock: ObjectLock;
}): FileRemoval => {
  const { client, bucket: Bucket, objectLock } = dependencies;

  const versionsOf = async (Key: string): Promise<string[]> => {
    const versions: string[] = [];
    let page: ListObjectVersionsCommandOutput | undefined;
    do {
      page = await client.send(
        new ListObjectVersionsCommand({
          Bucket,
          Prefix: Key,
          KeyMarker: page?.NextKeyMarker,
          VersionIdMarker: page?.NextVersionIdMarker,
        }),
      );
      for (const each of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
        if (each.Key === Key && each.VersionId !== undefined) versions.push(each.VersionId);
      }
    } while (page.IsTruncated);
    return versions;
  };

  /** Undefined once it is gone. @throws where it is refused and no lock with an end says why */
  const removeVersion = async (Key: string, VersionId: string): Promise<Instant | undefined> => {
    const object = { Bucket, Key, VersionId };
    try {
      const bypass = objectLock === 'governance' && { BypassGovernanceRetention: true };
      await client.send(new DeleteObjectCommand({ ...object, ...bypass }));
      return undefined;
    } catch (error) {
      const isRefused = error instanceof Error && error.name === 'AccessDenied';
      if (!isRefused || objectLock === 'off') throw error;
      const { Retention } = await client.send(new GetObjectRetentionCommand(object));
      if (Retention?.RetainUntilDate === undefined) throw error;
      return Retention.RetainUntilDate.toISOString();
    }
  };

  return {
    remove: (key) =>
      reach('S3', async () => {
        let lockedUntil: Instant | undefined;
        for (const versionId of await versionsOf(key)) {
          const until = await removeVersion(key, versionId);
          if (until !== undefined && until > (lockedUntil ?? '')) lockedUntil = until;
        }
        return lockedUntil;
      }),
  };
};
