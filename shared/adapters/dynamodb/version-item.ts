import type { Write } from '#shared/application/ports.ts';
import type { Scan } from '#shared/domain/scan.ts';
import { shardOf, versionDueAt } from '../indexes.ts';
import { versionItem } from './keys.ts';
import { storedVersion } from './schemas/version.ts';
import type { ConditionalPut } from './transaction.ts';

/** The version's item; in the due index while its upload is awaited. */
export const versionPut = (
  table: string,
  { version, expectedState, expectedScan }: NonNullable<Write['version']>,
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
          condition: ['#state = :expected', ...scanCondition(expectedScan)].join(' AND '),
          names: { '#state': 'state', ...(expectedScan !== undefined && { '#scan': 'scan' }) },
          values: {
            ':expected': expectedState,
            ...(typeof expectedScan === 'object' && { ':scan': expectedScan }),
          },
        }),
  };
};

const scanCondition = (expected: Scan | 'none' | undefined): readonly string[] => {
  if (expected === undefined) return [];
  return [expected === 'none' ? 'attribute_not_exists(#scan)' : '#scan = :scan'];
};
