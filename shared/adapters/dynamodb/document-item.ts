import type { DocumentWrite } from '#shared/application/ports.ts';
import type { Document } from '#shared/domain/document.ts';
import { documentChangesAt, documentDueAt, shardOf } from '../indexes.ts';
import { documentItem } from './keys.ts';
import type { Item } from './requests.ts';
import { storedDocument } from './schemas/document.ts';
import type { ConditionalPut } from './transaction.ts';

/**
 * The document's item: itself, the keys of the indexes it stands in, and the outbox of this write.
 * Whole on every write, so that what an earlier write had to tell is gone.
 */
export const documentPut = (
  table: string,
  { document, expectedRevision, facts, wakeAt }: DocumentWrite,
  correlationId: string | undefined,
): ConditionalPut => ({
  subject: 'other',
  table,
  item: {
    ...storedDocument.parse(document),
    item: documentItem,
    ...indexKeys(document),
    ...(facts.length > 0 && { emitted: facts }),
    ...(wakeAt !== undefined && { wakeAt }),
    ...(correlationId !== undefined && { correlationId }),
  },
  ...(expectedRevision === 0
    ? { condition: 'attribute_not_exists(documentId)' }
    : { condition: 'revision = :expected', values: { ':expected': expectedRevision } }),
});

const indexKeys = (document: Document): Item => {
  const shard = shardOf(document.documentId);
  const [dueAt, changesAt] = [documentDueAt(document), documentChangesAt(document)];
  return {
    // One that is withdrawn is in no list.
    ...(document.withdrawnAt === undefined && {
      registeredShard: shard,
      statusShard: statusShard(document.current.status, shard),
    }),
    ...(dueAt !== undefined && { dueShard: shard, dueAt }),
    ...(changesAt !== undefined && { changeShard: shard, changesAt }),
  };
};

/** `inForce#3`. */
export const statusShard = (status: string, shard: number): string => `${status}#${shard}`;
