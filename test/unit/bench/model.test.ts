import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate, type Measured, published } from '../../bench/midnight/model.ts';

const measured: Measured = {
  units: {
    documents: 3,
    'documents.due': 1,
    'documents.change': 1,
    'documents.status': 2,
    events: 2.2,
  },
  cpuMsPerTransition: 1,
  shards: 8,
  writersOfShard: 8,
  memory: 1024,
  seconds: 200,
  batch: 100,
  putsAtATime: 16,
  putEventsAtATime: 4,
};

const boundOf = (part: string, changed: Partial<Measured> = {}) =>
  estimate(1, { ...measured, ...changed }, published).bounds.find((one) => one.part.includes(part))
    ?.perSecond;

describe('the estimate of a midnight', () => {
  it('names what each part allows in a second', () => {
    expect(boundOf('capacity of documents')).toBe(1333);
    expect(boundOf('documents.status')).toBe(2000);
    expect(boundOf('keys of the indexes')).toBe(8000);
    expect(boundOf('one a shard')).toBe(8 * 578 + 6);
    expect(boundOf('PutEvents')).toBe(6000);
    expect(boundOf('relay')).toBe(Math.floor(400_000 / (7 * 5 + 10 + 3 * 40)));
  });

  it('is of its slowest part, which comes first', () => {
    const { bounds, secondsToWrite, invocations, units } = estimate(1e6, measured, published);
    expect(bounds[0]).toEqual({ part: 'capacity of documents', perSecond: 1333 });
    expect(secondsToWrite).toBe(750.2);
    expect(invocations).toBe(1 + 8 * 4);
    expect(units).toBe(9_200_000);
  });

  it('takes a slow processor for slower than a fast table', () => {
    const slow = { ...measured, cpuMsPerTransition: 10 };
    const warm = { ...published, warmWrites: 1e9 };
    expect(estimate(1, slow, warm).bounds[0]?.part).toContain('invocations');
  });

  it('never grows shorter with more documents, nor longer with more capacity', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e7 }),
        fc.nat(1e6),
        fc.nat(1e5),
        (count, more, warm) => {
          const one = estimate(count, measured, published);
          const larger = estimate(count + more, measured, published);
          expect(larger.secondsToWrite).toBeGreaterThanOrEqual(one.secondsToWrite);
          expect(larger.invocations).toBeGreaterThanOrEqual(one.invocations);
          const quotas = { ...published, warmWrites: published.warmWrites + warm };
          expect(estimate(count, measured, quotas).secondsToBus).toBeLessThanOrEqual(
            one.secondsToBus,
          );
          expect(one.secondsToBus).toBeGreaterThan(one.secondsToWrite);
        },
      ),
    );
  });
});
