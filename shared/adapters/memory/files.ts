import type { FileRemoval, Files } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';

export interface MemoryFiles extends Files, FileRemoval {
  /** What the client's PUT to an upload address does: a key is never overwritten. */
  upload(key: string, bytes: Uint8Array): void;
  /** Keeps the object from being removed; undefined unlocks it. */
  lock(key: string, until: Instant | undefined): void;
}

export const memoryFiles = (): MemoryFiles => {
  const objects = new Map<string, { readonly bytes: Uint8Array; readonly objectVersion: string }>();
  const locks = new Map<string, Instant | undefined>();
  return {
    lock: (key, until) => void locks.set(key, until),
    remove: async (key) => {
      const until = objects.has(key) ? locks.get(key) : undefined;
      if (until === undefined) objects.delete(key);
      return until;
    },
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
