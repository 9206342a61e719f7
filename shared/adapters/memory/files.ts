import type { Files } from '#shared/application/ports.ts';

export interface MemoryFiles extends Files {
  /** What the client's PUT to an upload address does: a key is never overwritten. */
  upload(key: string, bytes: Uint8Array): void;
}

export const memoryFiles = (): MemoryFiles => {
  const objects = new Map<string, { readonly bytes: Uint8Array; readonly objectVersion: string }>();
  return {
    upload: (key, bytes) => {
      if (objects.has(key)) throw new Error(`412 Precondition Failed: ${key} exists`);
      objects.set(key, { bytes, objectVersion: `version-${objects.size + 1}` });
    },
    uploadAddress: async ({ key, mediaType, sha256 }) => ({
      url: `memory://upload/${key}`,
      method: 'PUT',
      headers: {
        'content-type': mediaType,
        'if-none-match': '*',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
      },
    }),
    downloadAddress: async ({ key, objectVersion }) =>
      `memory://download/${key}?versionId=${objectVersion}`,
    open: async (key) => {
      const object = objects.get(key);
      if (object === undefined) return undefined;
      const { bytes, objectVersion } = object;
      return { size: bytes.length, objectVersion, body: chunksOf(bytes) };
    },
  };
};

async function* chunksOf(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}
