import type { Instant } from '../domain/instant.ts';
import type { Repository } from './ports.ts';

/** The documents that are due, or change, at one instant. */
export interface Due {
  readonly dueAt: Instant;
  readonly documentIds: readonly string[];
}

type Range = { readonly changes?: true; readonly from?: Instant; readonly until: Instant };

const pageSize = 500;

/** The due index, its shards merged: instant by instant, documents in order of id. */
export async function* dueInOrder(
  repository: Pick<Repository, 'due' | 'dueShards'>,
  range: Range,
): AsyncGenerator<Due> {
  if (range.from !== undefined && range.from > range.until) return;
  const shards = Array.from({ length: repository.dueShards }, (_, shard) =>
    ofShard(repository, shard, range),
  );
  let heads = await Promise.all(shards.map(async (rest) => ({ rest, head: await rest.next() })));
  for (;;) {
    const waiting = heads.flatMap(({ head }) => (head.done ? [] : head.value));
    const [dueAt] = waiting.map((due) => due.dueAt).toSorted();
    if (dueAt === undefined) return;
    const now = waiting.filter((due) => due.dueAt === dueAt);
    yield { dueAt, documentIds: now.flatMap(({ documentIds }) => documentIds).toSorted() };
    heads = await Promise.all(
      heads.map(async ({ rest, head }) => ({
        rest,
        head: head.done || head.value.dueAt !== dueAt ? head : await rest.next(),
      })),
    );
  }
}

async function* ofShard(
  repository: Pick<Repository, 'due'>,
  shard: number,
  range: Range,
): AsyncGenerator<Due> {
  let dueAt: Instant | undefined;
  let documentIds: string[] = [];
  let next: string | undefined;
  do {
    const page = await repository.due({ shard, ...range, limit: pageSize, ...(next && { next }) });
    for (const row of page.items) {
      if (row.item !== 'document') continue;
      if (dueAt !== undefined && row.dueAt !== dueAt) {
        yield { dueAt, documentIds };
        documentIds = [];
      }
      dueAt = row.dueAt;
      documentIds.push(row.documentId);
    }
    next = page.next;
  } while (next !== undefined);
  if (dueAt !== undefined) yield { dueAt, documentIds };
}
