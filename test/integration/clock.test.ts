import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { systemIds } from '#shared/adapters/system/ids.ts';
import { now, plus } from './samples.ts';

describe('the clock of the machine', () => {
  it('tells the time in milliseconds', () => {
    expect(systemClock.now()).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  });

  it('wakes at the instant, never before', async () => {
    for (let count = 0; count < 20; count += 1) {
      const instant = plus(systemClock.now(), 7);
      await systemClock.sleepUntil(instant);
      expect(systemClock.now() >= instant).toBe(true);
    }
  });

  it('does not sleep for what has passed', async () => {
    const started = performance.now();
    await systemClock.sleepUntil(plus(systemClock.now(), -1));
    await systemClock.sleepUntil('1999-01-01T00:00:00.000Z');
    expect(performance.now() - started).toBeLessThan(50);
  });
});

describe('the clock of the machine over weeks', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(now) });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('sleeps for longer than the longest timer', async () => {
    const days = 24 * 60 * 60_000;
    const instant = plus(now, 60 * days);
    const woken = vi.fn();
    const sleep = systemClock.sleepUntil(instant).then(woken);
    await vi.advanceTimersByTimeAsync(60 * days - 1);
    expect(woken).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await sleep;
    expect(systemClock.now()).toBe(instant);
  });
});

describe('a virtual clock', () => {
  it('wakes its sleepers in order as their instants come', async () => {
    const clock = virtualClock(now);
    const woken: string[] = [];
    const sleep = (name: string, milliseconds: number) =>
      clock.sleepUntil(plus(now, milliseconds)).then(() => woken.push(name));
    const all = [sleep('later', 20), sleep('sooner', 10), sleep('last', 30)];
    expect(clock.sleepers).toEqual([plus(now, 10), plus(now, 20), plus(now, 30)]);
    clock.advance(9);
    await Promise.resolve();
    expect(woken).toEqual([]);
    clock.advance(11);
    await Promise.all(all.slice(0, 2));
    expect(woken).toEqual(['sooner', 'later']);
    expect(clock.now()).toBe(plus(now, 20));
    clock.set(plus(now, 30));
    await Promise.all(all);
    expect(clock.sleepers).toEqual([]);
  });

  it('jumps to whatever is waited for where it is told to', async () => {
    const clock = virtualClock(now, { jumps: true });
    await clock.sleepUntil(plus(now, 90_000));
    await clock.sleepUntil(now);
    expect(clock.now()).toBe(plus(now, 90_000));
  });
});

describe('ids', () => {
  const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it.each([
    ['of the machine', systemIds],
    ['in sequence', sequentialIds()],
  ])('%s are uuid v7, each after the one before', (_, ids) => {
    const made = Array.from({ length: 1000 }, () => ids.next());
    for (const id of made) expect(id).toMatch(uuid7);
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('in sequence are the same in every run', () => {
    expect(sequentialIds(7).next()).toBe(sequentialIds(7).next());
    expect(sequentialIds().next()).toBe('01890000-0000-7000-8000-000000000001');
  });
});
