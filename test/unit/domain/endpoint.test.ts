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
  renewed,
} from '#shared/domain/endpoint.ts';
import { between, shift } from '#shared/domain/instant.ts';

const start = '2026-07-01T08:00:00.000Z';
const day = 86_400_000;

/** An attempt that is over at once. */
const failed = (health: EndpointHealth, at: string) => afterFailure(health, { at, now: at });
const accepted = (health: EndpointHealth, at: string) => afterSuccess(health, { at, now: at });

const fail = (times: number, from: EndpointHealth = healthy) => {
  let health = from;
  for (let count = 0; count < times; count += 1) {
    health = failed(health, shift(start, count));
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
      health = failed(health, at);
      pauses.push(between(at, health.pausedUntil ?? '') / 1000);
    }
    expect(pauses).toEqual([60, 120, 240, 480, 900, 900, 900, 900]);
  });

  it('closes when a probe is accepted', () => {
    expect(accepted(fail(3), start)).toEqual({ ...healthy, acceptedAt: start });
    const { pausedUntil = '' } = fail(6);
    const health = accepted(fail(6), pausedUntil);
    expect(isBroken(health)).toBe(false);
    expect(health.recoveringSince).toBe(pausedUntil);
  });

  it('stays open for what was under way when it opened', () => {
    const health = accepted(fail(5), shift(start, 10));
    expect(isPaused(health, shift(start, 10))).toBe(true);
    expect(mostInFlight(health)).toBe(1);
    expect(health.failingSince).toBeUndefined();
    const { pausedUntil = '' } = health;
    expect(failed(health, pausedUntil)).toMatchObject({ trips: 2 });
  });

  it('gives up recovering when it opens again', () => {
    const { pausedUntil = '' } = fail(5);
    const back = accepted(fail(5), pausedUntil);
    const again = (times: number) =>
      Array.from({ length: times }).reduce<EndpointHealth>(
        (health) => failed(health, shift(pausedUntil, 1)),
        back,
      );
    expect(again(2).recoveringSince).toBe(pausedUntil);
    expect(again(5).recoveringSince).toBeUndefined();
  });
});

describe('an endpoint that is asked to be left alone', () => {
  it('is, without counting as broken', () => {
    const health = afterFailure(healthy, { at: start, now: start, retryAfter: 90 });
    expect(health.pausedUntil).toBe(shift(start, 90_000));
    expect(isBroken(health)).toBe(false);
  });

  it('counts the time from its answer, and is for what was under way too', () => {
    const now = shift(start, 12_000);
    const health = afterFailure(healthy, { at: start, now, retryAfter: 60 });
    expect(health.pausedUntil).toBe(shift(now, 60_000));
    expect(accepted(health, shift(now, 1)).pausedUntil).toBe(shift(now, 60_000));
  });
});

describe('an endpoint of a subscription that was renewed', () => {
  const learnt = { subscriptionId: 'one', health: fail(9), learntAt: start };

  it('begins anew, once', () => {
    expect(renewed(learnt, undefined)).toBe(learnt);
    expect(renewed(learnt, shift(start, -1))).toBe(learnt);
    expect(renewed(learnt, start).health).toEqual({ ...healthy, recoveringSince: start });
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
          (known, offset) => failed(known, shift(start, offset)),
          healthy,
        );
        expect(health.failingSince).toBe(shift(start, Math.min(...offsets)));
        expect(health.failures).toBe(offsets.length);
      }),
    );
  });
});
