import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterAttempt,
  type Delivery,
  deliveryIdOf,
  newDelivery,
  putOff,
  reopened,
} from '#shared/domain/delivery.ts';
import { between, shift } from '#shared/domain/instant.ts';
import { jitter, retryAfterSeconds, retrySchedule } from '#shared/domain/retry-schedule.ts';
import { event } from '../../support/events.ts';

const now = '2026-07-01T08:00:00.000Z';
const waiting = newDelivery(event(), { subscriptionId: 'one' }, { now });

const fail = (delivery: Delivery, at: string, circumstances = {}) =>
  afterAttempt(
    delivery,
    { at, durationMs: 0, error: 'timeout' },
    { random: 0.5, ...circumstances },
  );

describe('the id of a delivery', () => {
  it('begins with the time of recording, ends with the id of the event, and fits in an address', () => {
    expect(deliveryIdOf(event())).toBe(`20260630T220000500Z-${event().id}`);
    expect(encodeURIComponent(deliveryIdOf(event()))).toBe(deliveryIdOf(event()));
  });
});

describe('a failed attempt', () => {
  it('is followed by the next wait of the schedule, a tenth more or less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (spent, random) => {
          const tried = fail({ ...waiting, spent }, now, { random });
          const seconds = retrySchedule[spent + 1] ?? 0;
          const waited = between(now, tried.nextAttemptAt ?? '') / 1000;
          expect(waited).toBeGreaterThanOrEqual(seconds * (1 - jitter));
          expect(waited).toBeLessThanOrEqual(seconds * (1 + jitter) + 0.001);
        },
      ),
    );
  });

  it('is followed sooner or later by a tenth at the most, to the millisecond', () => {
    expect(fail(waiting, now, { random: 0 }).nextAttemptAt).toBe(shift(now, 4_500));
    expect(fail(waiting, now, { random: 1 }).nextAttemptAt).toBe(shift(now, 5_500));
  });

  it('waits as long as the receiver asked for, where that is longer', () => {
    expect(fail(waiting, now, { retryAfter: 60 }).nextAttemptAt).toBe(shift(now, 60_000));
    expect(fail(waiting, now, { retryAfter: 1 }).nextAttemptAt).toBe(shift(now, 5_000));
  });

  it('is the last one after ten, where the receiver accepted something meanwhile', () => {
    const tenth = fail({ ...waiting, spent: 9 }, now, { acceptedAt: now });
    expect(tenth).toMatchObject({ state: 'failed', spent: 10 });
    expect(tenth.nextAttemptAt).toBeUndefined();
  });

  it('is followed by one a day while the receiver has accepted nothing since', () => {
    const tenth = fail({ ...waiting, spent: 9 }, now);
    expect(tenth.nextAttemptAt).toBe(shift(now, 86_400_000));
    const before = fail({ ...waiting, spent: 9 }, now, { acceptedAt: shift(now, -1) });
    expect(before.state).toBe('waiting');
    expect(fail({ ...waiting, spent: 9 }, now, { acceptedAt: now }).state).toBe('failed');
  });

  it('that was made before its time costs no place', () => {
    const third = { ...fail({ ...waiting, spent: 2 }, now), attempts: [] };
    const early = fail(third, shift(now, 1000));
    expect(early).toMatchObject({ spent: 3, nextAttemptAt: third.nextAttemptAt });
    expect(early.attempts).toHaveLength(1);
    expect(fail(third, third.nextAttemptAt ?? '').spent).toBe(4);
  });

  it('counts the wait from its end', () => {
    const slow = { at: now, durationMs: 15_000, error: 'timeout' } as const;
    const tried = afterAttempt(waiting, slow, { random: 0.5 });
    expect(tried.nextAttemptAt).toBe(shift(now, 20_000));
  });

  it('keeps the latest fifty attempts', () => {
    let delivery = waiting;
    for (let count = 0; count < 60; count += 1) {
      delivery = fail(delivery, delivery.nextAttemptAt ?? '');
    }
    expect(delivery.attempts).toHaveLength(50);
    expect(delivery).toMatchObject({ spent: 60, revision: 61 });
  });
});

describe('asking for a delivery again', () => {
  it('begins the schedule anew, and leaves what was tried on record', () => {
    const failed = { ...fail({ ...waiting, spent: 9 }, now, { acceptedAt: now }), revision: 7 };
    const later = shift(now, 5);
    expect(reopened(failed, { now: later })).toMatchObject({
      state: 'waiting',
      spent: 0,
      nextAttemptAt: later,
      openedAt: later,
      attempts: failed.attempts,
      revision: 8,
    });
  });

  it('is no end after ten more where the receiver accepts nothing', () => {
    let again = reopened({ ...fail({ ...waiting, spent: 9 }, now), state: 'failed' }, { now });
    for (let count = 0; count < 10; count += 1) again = fail(again, again.nextAttemptAt ?? '');
    expect(again).toMatchObject({ state: 'waiting', spent: 10 });
  });

  it('moves one that waits to the front, and gives it no more attempts', () => {
    const tried = fail({ ...waiting, spent: 3 }, now);
    expect(reopened(tried, { now })).toMatchObject({ spent: 4, nextAttemptAt: now });
  });
});

describe('a delivery that is put off', () => {
  it('waits as long again as it has waited, from five seconds to an hour', () => {
    const waits = [0, 4_999, 60_000, 3_600_000, 36_000_000].map((waited) => {
      const later = shift(now, waited);
      return between(later, putOff(waiting, later).nextAttemptAt ?? '') / 1000;
    });
    expect(waits).toEqual([5, 5, 60, 3_600, 3_600]);
    expect(putOff(waiting, now)).toMatchObject({ spent: 0, attempts: [], revision: 2 });
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120],
    [' 7 ', 7],
    ['Wed, 01 Jul 2026 08:00:30 GMT', 30],
    ['Wednesday, 01-Jul-26 08:00:30 GMT', 30],
    ['86401', 86_400],
    ['1e99', undefined],
    ['999999999999999999999999', 86_400],
    ['0', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['later 2030', undefined],
    ['try-again 9', undefined],
    ['Wed, 01 Jul 2020 08:00:00 GMT', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });

  it('is a whole day at the most, whatever the header holds', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const seconds = retryAfterSeconds(header, now) ?? 1;
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(86_400);
      }),
    );
  });
});
