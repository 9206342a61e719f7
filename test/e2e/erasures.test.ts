import { createHash } from 'node:crypto';
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { clientConfig } from '../../infra/local/endpoint.ts';
import { as } from './support/callers.ts';
import { aDecision, aDocument } from './support/documents.ts';
import { waitFor } from './support/wait-for.ts';

const s3 = new S3Client({ ...clientConfig(inject('stack').endpointUrl), forcePathStyle: true });
afterAll(() => s3.destroy());

const bytes = Buffer.from('Placement of Anna Andersson.\n');
const announced = z.object({
  upload: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }),
});
const state = z.looseObject({ state: z.string() });
const erasure = z.looseObject({ erasure: z.looseObject({ state: z.string() }) });
const events = z.object({
  items: z.array(z.looseObject({ type: z.string(), data: z.looseObject({ title: z.string() }) })),
});

const uploaded = async (title: string) => {
  const { documentId } = await aDocument(as('registrar'), { title });
  const path = `/v1/documents/${documentId}`;
  const announcement = {
    fileName: 'Anna Andersson.txt',
    mediaType: 'text/plain',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const { upload } = await as('registrar').post(`${path}/versions`, announcement, announced);
  const put = () =>
    fetch(upload.url, { method: 'PUT', headers: upload.headers, body: new Uint8Array(bytes) });
  expect((await put()).status).toBe(200);
  await waitFor('the version to be available', async () => {
    const version = await as('reader').get(`${path}/versions/1`, state);
    return version.state === 'available' ? version : undefined;
  });
  return { documentId, path, put };
};

/** Object versions and marks of deletion that are left of a document's files. */
const left = async (documentId: string): Promise<number> => {
  const { bucketName: Bucket } = inject('stack');
  const Prefix = `uploads/${documentId}/`;
  const listed = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
  return (listed.Versions ?? []).length + (listed.DeleteMarkers ?? []).length;
};

const none = (documentId: string) =>
  waitFor('the file to be gone', async () => ((await left(documentId)) === 0 ? true : undefined));

const reason = { reason: 'It names a private person.' };

describe('an erased file', () => {
  it('is gone from the store, also when it is uploaded again, while the document stays in force', async () => {
    const { documentId, path, put } = await uploaded('Policy with an appendix');
    const adopt = aDecision({ kind: 'adopt', documentVersion: 1 });
    await as('registrar').post(`${path}/decisions`, adopt, z.unknown());
    const address = await as('reader').send({ method: 'GET', path: `${path}/versions/1/content` });
    expect((await fetch(address.headers.get('location') ?? '')).status).toBe(200);

    await as('operator').post(`${path}/versions/1/erasure`, reason, erasure);
    const content = await as('reader').send({ method: 'GET', path: `${path}/versions/1/content` });
    expect(content.status).toBe(410);
    await none(documentId);
    // An address that was given out before finds nothing.
    expect((await fetch(address.headers.get('location') ?? '')).status).toBe(404);
    expect(await as('reader').get(path, z.looseObject({}))).toMatchObject({ status: 'inForce' });

    expect((await put()).status).toBe(200);
    await none(documentId);
    expect(await as('reader').get(`${path}/versions/1`, state)).toMatchObject({
      state: 'erased',
      erasure: { state: 'done' },
      ...reason,
    });
  });
});

describe('an erased draft', () => {
  it('leaves neither file nor title, in its events either', async () => {
    const { documentId, path } = await uploaded('Placement of Anna Andersson');
    await as('operator').post(`${path}/erasure`, reason, erasure);
    await waitFor('the erasure to be done', async () => {
      const found = await as('operator').get(`${path}/erasure`, erasure);
      return found.erasure.state === 'done' ? found : undefined;
    });
    expect(await left(documentId)).toBe(0);
    const told = await as('reader').get(`/v1/events?documentId=${documentId}`, events);
    expect(told.items.map(({ type }) => type)).toEqual([
      'document.registered',
      'document.versionAvailable',
      'document.withdrawn',
      'document.erased',
    ]);
    expect(JSON.stringify(told)).not.toContain('Anna');
    expect((await as('reader').send({ method: 'GET', path })).status).toBe(410);
  });
});
