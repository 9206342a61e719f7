import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, describe, expect, it } from 'vitest';
import { objectLock, s3FileRemoval } from '#shared/adapters/s3/file-removal.ts';
import { emulator } from '../support/emulator-client.ts';
import { newId } from './samples.ts';

const client = new S3Client(emulator());
afterAll(() => client.destroy());

const aBucket = async (isLocked: boolean) => {
  const Bucket = `files-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: isLocked }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  return Bucket;
};

const left = async (Bucket: string, Prefix: string) => {
  const listed = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
  return (listed.Versions ?? []).length + (listed.DeleteMarkers ?? []).length;
};

describe('an object of S3', () => {
  it('is removed with every version of it and every mark of deletion', async () => {
    const bucket = await aBucket(false);
    const Key = `uploads/${newId()}`;
    for (const Body of ['first', 'second']) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    }
    expect(await left(bucket, Key)).toBe(4);
    expect(await s3FileRemoval({ client, bucket, objectLock: 'off' }).remove(Key)).toBeUndefined();
    expect(await left(bucket, Key)).toBe(0);
  });

  const locked = async (mode: 'GOVERNANCE' | 'COMPLIANCE') => {
    const bucket = await aBucket(true);
    const Key = `uploads/${newId()}`;
    const until = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key,
        Body: 'kept',
        ObjectLockMode: mode,
        ObjectLockRetainUntilDate: until,
      }),
    );
    return { bucket, Key, until: until.toISOString() };
  };

  it('under a lock of governance is removed all the same', async () => {
    const { bucket, Key } = await locked('GOVERNANCE');
    const removal = s3FileRemoval({ client, bucket, objectLock: 'governance' });
    expect(await removal.remove(Key)).toBeUndefined();
    expect(await left(bucket, Key)).toBe(0);
  });

  it('under a lock of compliance stays, and says until when', async () => {
    const { bucket, Key, until } = await locked('COMPLIANCE');
    const removal = s3FileRemoval({ client, bucket, objectLock: 'compliance' });
    expect(await removal.remove(Key)).toBe(until);
    expect(await left(bucket, Key)).toBe(1);
  });

  it('that S3 refuses to remove for another reason is an error', async () => {
    const refused = mockClient(new S3Client({ region: 'eu-north-1' }));
    const Versions = [{ Key: 'uploads/a', VersionId: '1' }];
    refused.on(ListObjectVersionsCommand).resolves({ Versions });
    refused.on(DeleteObjectCommand).rejects(Object.assign(new Error(), { name: 'AccessDenied' }));
    for (const lock of ['off', 'governance', 'compliance'] as const) {
      const removal = s3FileRemoval({
        client: refused as unknown as S3Client,
        bucket: 'files',
        objectLock: lock,
      });
      await expect(removal.remove('uploads/a')).rejects.toThrow();
    }
  });

  it('is removed from every page of versions', async () => {
    const paged = mockClient(new S3Client({ region: 'eu-north-1' }));
    const Key = 'uploads/a';
    const next = { IsTruncated: true, NextKeyMarker: Key, NextVersionIdMarker: '2' };
    const pages = [['1', '2'], ['3']].map((ids) => ids.map((VersionId) => ({ Key, VersionId })));
    paged
      .on(ListObjectVersionsCommand)
      .resolvesOnce({ Versions: pages[0], ...next })
      .resolvesOnce({ DeleteMarkers: pages[1] });
    paged.on(DeleteObjectCommand).resolves({});
    const client = paged as unknown as S3Client;
    await s3FileRemoval({ client, bucket: 'files', objectLock: 'off' }).remove(Key);
    const removed = paged.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input);
    expect(removed).toEqual(
      ['1', '2', '3'].map((VersionId) => ({ Bucket: 'files', Key, VersionId })),
    );
    const [, second] = paged.commandCalls(ListObjectVersionsCommand);
    expect(second?.args[0].input).toMatchObject({ KeyMarker: Key, VersionIdMarker: '2' });
  });
});

describe('the lock of the bucket', () => {
  it('is one of three', () => {
    expect(objectLock('compliance')).toBe('compliance');
    expect(() => objectLock('on')).toThrow('There is no object lock on');
  });
});
