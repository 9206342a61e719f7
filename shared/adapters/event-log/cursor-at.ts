import type { Instant } from '#shared/domain/instant.ts';
import { cursorOf, entriesOf, latestOf, type Place } from './entries.ts';
import type { LogStore } from './log-store.ts';

/** In each shard the first entry whose time reaches the instant; what is appended later comes after it. */
export const cursorAt = async (store: LogStore, instant: Instant): Promise<string> =>
  cursorOf(
    await Promise.all(
      Array.from({ length: store.shards }, (_, shard) => placeAt(store, shard, instant)),
    ),
  );

// Times never run backwards within a shard, so halving the positions finds the first that reaches it.
const placeAt = async (store: LogStore, shard: number, instant: Instant): Promise<Place> => {
  let [found] = await store.chunksBack({ shard, limit: 1 });
  if (found === undefined) return [1, 0];
  if (latestOf(found) < instant) return [found.position + 1, 0];
  for (let first = 1; first < found.position; ) {
    const middle = Math.floor((first + found.position) / 2);
    const [chunk] = await store.chunks({ shard, from: middle, limit: 1 });
    if (chunk !== undefined && latestOf(chunk) >= instant) found = chunk;
    else first = middle + 1;
  }
  const { position } = found;
  return entriesOf(shard, [found]).find(({ time }) => time >= instant)?.place ?? [position, 0];
};
