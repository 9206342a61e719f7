import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  afterSuccess,
  type EndpointHealth,
  healthy,
  isBroken,
  isHopeless,
  isPaused,
  mostInFlight,
} from '#shared/domain/endpoint.ts';
import { between, shift } from '#shared/domain/instant.ts';

const start = '2026-07-01T08:00:00.000Z';
const day = 86_400_000;

const fail = (times: number, from: EndpointHealth = healthy) => {
  let health = from;
  for (let count = 0; count < times; count += 1) {
    health = afterFailure(health, { at: shift(start, count) });
  }
  return health;
};

describe('the circuit breaker of an endpoint', () => {
  it('opens with the fifth failure in a row, for thirty seconds', () => {
    expect(isPaused(fail(4), start)).toBe(false);
    expect(fail(5)).toMatchObject({ trips: 1, pausedUntil: shift(start, 4 + 30_000) });
    expect(mostInFlight(fail(4))).toBe(10);
    expect(mostInFlight(fail(5))).toBe(1);
  });

  it('opens once for deliveries that fail together', () => {
    expect(fail(10)).toMatchObject({ trips: 1, failures: 10 });
  });

  it('is paused up to the instant, not at it', () => {
    const { pausedUntil = '' } = fail(5);
    expect(isPaused(fail(5), shift(pausedUntil, -1))).toBe(true);
    expect(isPaused(fail(5), pausedUntil)).toBe(false);
  });

  it('stays open twice as long with each probe that fails, a quarter of an hour at most', () => {
    let health = fail(5);
    const pauses: number[] = [];
    for (let probe = 0; probe < 8; probe += 1) {
      const at = health.pausedUntil ?? '';
      health = afterFailure(health, { at });
      pauses.push(between(at, health.pausedUntil ?? '') / 1000);
    }
    expect(pauses).toEqual([60, 120, 240, 480, 900, 900, 900, 900]);
  });

  it('closes with anything that is accepted', () => {
    expect(afterSuccess(fail(3), start)).toEqual(healthy);
    const health = afterSuccess(fail(6), start);
    expect(isBroken(health)).toBe(false);
    expect(health.recoveringSince).toBe(start);
  });

  it('gives up recovering when it opens again', () => {
    const health = fail(5, afterSuccess(fail(5), start));
    expect(health.recoveringSince).toBeUndefined();
    expect(fail(2, afterSuccess(fail(5), start)).recoveringSince).toBe(start);
  });
});

describe('an endpoint that is asked to be left alone', () => {
  it('is, without counting as broken', () => {
    const health = afterFailure(healthy, { at: start, retryAfter: 90 });
    expect(health.pausedUntil).toBe(shift(start, 90_000));
    expect(isBroken(health)).toBe(false);
  });
});

describe('an endpoint that accepts nothing', () => {
  const since = (failures: number): EndpointHealth => ({ ...fail(failures), failingSince: start });

  it('is hopeless after five days and ten failures', () => {
    expect(isHopeless(since(10), shift(start, 5 * day - 1))).toBe(false);
    expect(isHopeless(since(10), shift(start, 5 * day))).toBe(true);
    expect(isHopeless(since(9), shift(start, 9 * day))).toBe(false);
    expect(isHopeless(healthy, shift(start, 9 * day))).toBe(false);
  });

  it('has failed since its first failure, in whatever order they are noted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1 }), (offsets) => {
        const health = offsets.reduce(
          (known, offset) => afterFailure(known, { at: shift(start, offset) }),
          healthy,
        );
        expect(health.failingSince).toBe(shift(start, Math.min(...offsets)));
        expect(health.failures).toBe(offsets.length);
      }),
    );
  });
});
