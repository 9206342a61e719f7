import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconciliation } from '#shared/domain/reconciliation.ts';
import { at } from '../../support/histories.ts';
import { life, lived } from '../../support/lives.ts';

const runs = { numRuns: 150 };

describe('a document that is as its decisions have it', () => {
  it('is left alone', () => {
    fc.assert(
      fc.property(life, (acts) => {
        const { document, decisions, events, now } = lived(acts);
        const { change, repaired } = reconciliation({ document, decisions, events }, at(now));
        expect(repaired).toEqual([]);
        expect(change.document).toBe(document);
      }),
      runs,
    );
  });
});
