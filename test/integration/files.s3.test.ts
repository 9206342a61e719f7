import { createHash, randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3FileRemoval } from '#shared/adapters/s3/file-removal.ts';
import { s3Files } from '#shared/adapters/s3/files.ts';
import { emulator } from '../support/emulator-client.ts';
import { filesContract } from './files.contract.ts';
import { newId } from './samples.ts';

const client = new S3Client(emulator());
const bucket = `files-${randomUUID()}`;
const files = s3Files({ client, bucket });
const removal = s3FileRemoval({ client, bucket, objectLock: 'off' });

beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  await client.send(
    new PutBucketVersioningCommand({
      Bucket: bucket,
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
});

afterAll(() => client.destroy());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const addressFor = (key: string, bytes: Uint8Array, expiresInSeconds = 900) =>
  files.uploadAddress({
    key,
    mediaType: 'text/plain',
    size: bytes.length,
    sha256: sha256(bytes),
    expiresInSeconds,
  });

/** The client's PUT, with some of its headers other than it was told. */
const put = async (
  address: Awaited<ReturnType<typeof addressFor>>,
  body: Uint8Array<ArrayBuffer>,
  changed: Record<string, string> = {},
) => {
  const { url, method, headers } = address;
  return (await fetch(url, { method, headers: { ...headers, ...changed }, body })).status;
};

filesContract('S3', async () => ({
  files,
  removal,
  upload: async (key, bytes) => {
    const status = await put(await addressFor(key, bytes), new Uint8Array(bytes));
    if (status !== 200) throw new Error(`${status}`);
  },
}));

describe('an upload address of S3', () => {
  const bytes = new TextEncoder().encode('the announced bytes');

  it('signs what binds the upload: type, length, digest, and that nothing is there', async () => {
    const { url } = await addressFor('uploads/a', bytes, 321);
    const { searchParams } = new URL(url);
    expect(searchParams.get('X-Amz-SignedHeaders')?.split(';')).toEqual([
      'content-length',
      'content-type',
      'host',
      'if-none-match',
      'x-amz-checksum-sha256',
    ]);
    expect(searchParams.get('X-Amz-Expires')).toBe('321');
    expect([...searchParams.keys()].filter((name) => /checksum|crc/i.test(name))).toEqual([]);
  });

  it('takes the announced bytes', async () => {
    expect(await put(await addressFor(`uploads/${newId()}`, bytes), bytes)).toBe(200);
  });

  it.each([
    ['another type', bytes, { 'content-type': 'text/html' }],
    ['another length', new TextEncoder().encode('shorter'), {}],
    ['another digest', bytes, { 'x-amz-checksum-sha256': Buffer.alloc(32).toString('base64') }],
    ['leave to overwrite', bytes, { 'if-none-match': '"etag"' }],
  ])('refuses %s', async (_, body, headers) => {
    const key = `uploads/${newId()}`;
    expect(await put(await addressFor(key, bytes), body, headers)).toBe(403);
    expect(await files.open(key)).toBeUndefined();
  });

  it('serves the first version of a key, whoever writes another behind its back', async () => {
    const key = `uploads/${newId()}`;
    await put(await addressFor(key, bytes), bytes);
    const first = await files.open(key);
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'another' }));
    const file = await files.open(key);
    expect(file?.objectVersion).toBe(first?.objectVersion);
    expect(file && (await text(file.body))).toBe('the announced bytes');
  });
});

describe('a download address of S3', () => {
  it('serves the verified version as an attachment under its own name', async () => {
    const key = `uploads/${newId()}`;
    const bytes = new TextEncoder().encode('the announced bytes');
    await put(await addressFor(key, bytes), bytes);
    const { objectVersion = '' } = (await files.open(key)) ?? {};
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'another' }));
    const url = await files.downloadAddress({
      key,
      objectVersion,
      fileName: 'Riktlinje "åäö" 100%.pdf',
      mediaType: 'application/pdf',
      expiresInSeconds: 300,
    });
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('the announced bytes');
    const { searchParams } = new URL(url);
    expect(searchParams.get('response-content-type')).toBe('application/pdf');
    expect(searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="Riktlinje _____ 100_.pdf"; filename*=UTF-8''Riktlinje%20%22%C3%A5%C3%A4%C3%B6%22%20100%25.pdf`,
    );
  });
});
