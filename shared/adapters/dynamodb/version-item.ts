import type { Write } from '#shared/application/ports.ts';
import { shardOf, versionDueAt } from '../indexes.ts';
import { versionItem } from './keys.ts';
import { storedVersion } from './schemas/version.ts';
import type { ConditionalPut } from './transaction.ts';

/** The version's item; in the due index while its upload is awaited. */
export const versionPut = (
  table: string,
  { version, expectedState }: NonNullable<Write['version']>,
): ConditionalPut => {
  const dueAt = versionDueAt(version);
  return {
    subject: 'other',
    table,
    item: {
      ...storedVersion.parse(version),
      item: versionItem(version.version),
      ...(dueAt !== undefined && { dueShard: shardOf(version.documentId), dueAt }),
    },
    ...(expectedState === undefined
      ? { condition: 'attribute_not_exists(documentId)' }
      : {
          condition: '#state = :expected',
          names: { '#state': 'state' },
          values: { ':expected': expectedState },
        }),
  };
};
