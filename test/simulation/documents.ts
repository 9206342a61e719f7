import type { Clock } from '#shared/application/ports.ts';
import type { Change } from '#shared/domain/document.ts';
import { draft } from '../support/histories.ts';

export const documentIdOf = (number: number): string =>
  `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** Documents of which a test needs to know no more than that they change. */
export const documentsIn = (clock: Pick<Clock, 'now'>) => {
  const sequences = new Map<number, number>();
  return {
    /** The next write to a document, with one event. */
    change: (number = 1): Change => {
      const now = clock.now();
      const sequence = (sequences.get(number) ?? 0) + 1;
      sequences.set(number, sequence);
      return {
        document: { ...draft(), documentId: documentIdOf(number), sequence, changedAt: now },
        facts: [{ type: 'document.updated', time: now, changed: ['title'] }],
      };
    },
  };
};
