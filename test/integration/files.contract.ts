import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileRemoval, Files } from '#shared/application/ports.ts';
import { newId } from './samples.ts';

export interface FilesSubject {
  readonly files: Files;
  readonly removal: FileRemoval;
  /** Does what a client does with an upload address. */
  readonly upload: (key: string, bytes: Uint8Array) => Promise<void>;
}

/** What every `Files` promises of what was uploaded. */
export const filesContract = (name: string, create: () => Promise<FilesSubject>) => {
  let files: Files;
  let removal: FileRemoval;
  let upload: FilesSubject['upload'];

  beforeEach(async () => {
    ({ files, removal, upload } = await create());
  });

  const read = async (key: string) => {
    const file = await files.open(key);
    return file && { ...file, body: await buffer(file.body) };
  };

  describe(`files in ${name}`, () => {
    it('are not there before they are uploaded', async () => {
      expect(await files.open(`uploads/${newId()}`)).toBeUndefined();
    });

    it('are read as they were uploaded', async () => {
      const key = `uploads/${newId()}/00001/${newId()}`;
      const bytes = Buffer.alloc(300_000, 'åäö');
      await upload(key, bytes);
      expect(await read(key)).toEqual({
        size: bytes.length,
        objectVersion: expect.stringMatching(/./),
        body: bytes,
      });
    });

    it('are told apart where one key begins another', async () => {
      const key = `uploads/${newId()}`;
      await upload(`${key}/later`, Buffer.from('later'));
      expect(await files.open(key)).toBeUndefined();
      await upload(key, Buffer.from('this'));
      expect((await read(key))?.body.toString()).toBe('this');
    });

    it('are never overwritten', async () => {
      const key = `uploads/${newId()}`;
      await upload(key, Buffer.from('first'));
      await expect(upload(key, Buffer.from('other'))).rejects.toThrow('412');
      expect((await read(key))?.body.toString()).toBe('first');
    });

    it('are gone once they are removed, and nothing else is', async () => {
      const key = `uploads/${newId()}`;
      await upload(key, Buffer.from('this'));
      await upload(`${key}/later`, Buffer.from('later'));
      expect(await removal.remove(key)).toBeUndefined();
      expect(await files.open(key)).toBeUndefined();
      expect((await read(`${key}/later`))?.body.toString()).toBe('later');
      expect(await removal.remove(key)).toBeUndefined();
      // Whoever has the address may use it once more, and is removed again.
      await upload(key, Buffer.from('again'));
      expect(await removal.remove(key)).toBeUndefined();
      expect(await files.open(key)).toBeUndefined();
    });

    it('are announced with headers that a browser may set, the digest among them', async () => {
      const bytes = Buffer.from('text');
      const { method, headers } = await files.uploadAddress({
        key: `uploads/${newId()}`,
        mediaType: 'text/plain',
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        expiresInSeconds: 900,
      });
      expect(method).toBe('PUT');
      expect(headers).toEqual({
        'content-type': 'text/plain',
        'if-none-match': '*',
        'x-amz-checksum-sha256': createHash('sha256').update(bytes).digest('base64'),
      });
    });
  });
};
