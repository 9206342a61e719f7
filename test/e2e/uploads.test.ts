import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { docx, pdf } from '../support/archives.ts';
import { as } from './support/callers.ts';
import { aDecision, aDocument } from './support/documents.ts';
import { waitFor } from './support/wait-for.ts';

const announced = z.object({
  version: z.number(),
  state: z.literal('awaitingUpload'),
  upload: z.object({
    url: z.string(),
    method: z.literal('PUT'),
    headers: z.record(z.string(), z.string()),
    expiresAt: z.string(),
  }),
});
const version = z.looseObject({ state: z.string(), reason: z.string().optional() });
const text = Buffer.from('Policyn gäller alla nämnder.\n');

const announce = async (bytes: Buffer, mediaType = 'text/plain') => {
  const { documentId } = await aDocument(as('registrar'));
  const path = `/v1/documents/${documentId}`;
  const announcement = {
    fileName: mediaType === 'text/plain' ? 'policy.txt' : 'policy.pdf',
    mediaType,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const answer = await as('registrar').post(`${path}/versions`, announcement, announced);
  const put = (body: Buffer, headers: Readonly<Record<string, string>> = {}) =>
    fetch(answer.upload.url, {
      method: 'PUT',
      headers: { ...answer.upload.headers, ...headers },
      body: new Uint8Array(body),
    });
  const settled = () =>
    waitFor('the version to be settled', async () => {
      const found = await as('reader').get(`${path}/versions/1`, version);
      return found.state === 'awaitingUpload' ? undefined : found;
    });
  return { path, put, settled, announcement };
};

const content = (path: string) =>
  as('reader').send({ method: 'GET', path: `${path}/versions/1/content` });

describe('an upload', () => {
  it('is verified and served as it was sent, as an attachment', async () => {
    const { path, put, settled, announcement } = await announce(text);
    expect((await put(text)).status).toBe(200);
    expect(await settled()).toMatchObject({ state: 'available', sha256: announcement.sha256 });

    const { status, headers } = await content(path);
    expect(status).toBe(307);
    const address = new URL(headers.get('location') ?? '');
    const file = await fetch(address);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(text);
    // The emulator does not act on this for an object version; S3 does.
    expect(address.searchParams.get('response-content-disposition')).toMatch(/^attachment;/);
  });

  it('is taken once: the address never overwrites what is there', async () => {
    const { path, put, settled } = await announce(text);
    await put(text);
    await settled();
    const again = Buffer.from(text.toString().replace('alla', 'inga'));
    expect((await put(again)).status).toBeGreaterThanOrEqual(400);
    const { headers } = await content(path);
    const file = await fetch(headers.get('location') ?? '');
    expect(await file.text()).toBe(text.toString());
  });

  it('of another size is refused by the address', async () => {
    const { put } = await announce(text);
    expect((await put(Buffer.concat([text, text]))).status).toBe(403);
  });

  it('of other bytes is never served', async () => {
    const { path, put } = await announce(text);
    const other = Buffer.from(text.toString().replace('alla', 'inga'));
    const { status } = await put(other);
    // S3 itself refuses a body that is not what the signed checksum says.
    expect(status).toBeGreaterThanOrEqual(400);
    expect((await content(path)).status).toBe(409);
  });

  it('of another type than announced is rejected with the reason, and cannot be adopted', async () => {
    const { path, put, settled } = await announce(text, 'application/pdf');
    await put(text);
    const { state, reason } = await settled();
    expect(state).toBe('rejected');
    expect(reason).toMatch(/PDF|pdf/);
    expect((await content(path)).status).toBe(409);
    const adopt = aDecision({ kind: 'adopt', documentVersion: 1 });
    expect(
      await as('registrar').send({ method: 'POST', path: `${path}/decisions`, body: adopt }),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/documentVersion' }] } });
  });

  it.each([
    ['a PDF that is a ZIP archive', Buffer.concat([pdf(), docx()]), 'application/pdf', /ZIP/],
    [
      'a page of the web',
      Buffer.from('<!doctype html><script>1</script>'),
      'text/plain',
      /text\/html/,
    ],
  ])('of more than it seems is rejected: %s', async (_, bytes, mediaType, reason) => {
    const { path, put, settled } = await announce(bytes, mediaType);
    expect((await put(bytes)).status).toBe(200);
    expect(await settled()).toMatchObject({
      state: 'rejected',
      reason: expect.stringMatching(reason),
    });
    expect((await content(path)).status).toBe(409);
  });

  it('is needed before a version can be adopted', async () => {
    const { path } = await announce(text);
    const adopt = aDecision({ kind: 'adopt', documentVersion: 1 });
    expect(
      await as('registrar').send({ method: 'POST', path: `${path}/decisions`, body: adopt }),
    ).toMatchObject({ status: 422 });
  });
});
