import type { CloudEvent } from '#shared/domain/events.ts';
import { inParallel } from '../parallel.ts';
import { latestOf } from './entries.ts';
import type { LogStore, Reference } from './log-store.ts';

// A chunk of this size stays far below the largest item and the largest page.
const referencesPerChunk = 500;

/** Puts the events, then references to them: whoever finds a reference finds its event. */
export const append = async (
  store: LogStore,
  events: readonly CloudEvent[],
  newChunkId: () => string,
): Promise<void> => {
  await inParallel(events, 16, (event) => store.putEvent(event));
  const byShard = Map.groupBy(events.map(referenceTo), ({ documentId }) =>
    store.shardOf(documentId),
  );
  await inParallel([...byShard], store.shards, async ([shard, references]) => {
    for (let start = 0; start < references.length; start += referencesPerChunk) {
      const some = references.slice(start, start + referencesPerChunk);
      await appendChunk(store, shard, some, newChunkId());
    }
  });
};

const referenceTo = (event: CloudEvent): Reference => ({
  documentId: event.subject,
  sequence: Number(event.sequence),
  recordedtime: event.recordedtime,
});

/**
 * Takes the first free position. Every position before it has been seen taken, so the shard has no
 * gap. The chunk's id tells its own claim, made by a request whose answer was lost, from another's.
 */
const appendChunk = async (
  store: LogStore,
  shard: number,
  references: readonly Reference[],
  chunkId: string,
) => {
  let [before] = await store.chunksBack({ shard, limit: 1 });
  while (before?.chunkId !== chunkId) {
    before = await store.claim(shard, {
      position: (before?.position ?? 0) + 1,
      chunkId,
      ...(before && { since: latestOf(before) }),
      references,
    });
  }
};
