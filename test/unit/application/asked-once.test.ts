import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { askedOnce } from '#shared/application/asked-once.ts';
import { planWakeUps } from '#shared/application/plan-wakeups.ts';
import { UnavailableError, type WakeUps } from '#shared/application/ports.ts';
import { shift } from '#shared/domain/instant.ts';

const midnight = '2026-06-30T22:00:00.000Z';

const setUp = (queue?: Pick<WakeUps, 'enqueue'>) => {
  const clock = virtualClock(shift(midnight, -5 * 60_000));
  const asked = memoryWakeUps();
  const wakeUps = askedOnce({ ...asked, ...queue }, clock);
  return { clock, asked, plan: (instant = midnight) => planWakeUps({ wakeUps, clock }, [instant]) };
};

describe('a near wake-up', () => {
  it('is asked for once, however many documents are recorded for its instant', async () => {
    const { asked, clock, plan } = setUp();
    for (let second = 0; second < 200; second++) {
      await plan();
      clock.advance(1_000);
    }
    expect(asked.enqueued).toEqual([{ instant: midnight, delaySeconds: 295 }]);
  });

  it('is asked for again in the last seconds, when the one before may have looked', async () => {
    const { asked, clock, plan } = setUp();
    await plan();
    clock.set(shift(midnight, -14_000));
    await plan();
    clock.set(shift(midnight, 1));
    await plan();
    await plan();
    expect(asked.enqueued.map(({ delaySeconds }) => delaySeconds)).toEqual([295, 9, 0, 0]);
  });

  it('is one for each instant', async () => {
    const { asked, plan } = setUp();
    const other = shift(midnight, 1);
    for (const instant of [midnight, other, midnight]) await plan(instant);
    expect(asked.enqueued.map(({ instant }) => instant)).toEqual([midnight, other]);
  });

  it('is asked for again where the queue did not take it', async () => {
    let refused = 0;
    const { plan } = setUp({
      enqueue: () => {
        refused++;
        return Promise.reject(new UnavailableError('no queue'));
      },
    });
    await expect(plan()).rejects.toThrow(UnavailableError);
    await expect(plan()).rejects.toThrow(UnavailableError);
    expect(refused).toBe(2);
  });
});

describe('a schedule', () => {
  it('is asked for each time: one that somebody has taken away comes back', async () => {
    const { asked } = setUp();
    let schedules = 0;
    const counting = askedOnce(
      {
        ...asked,
        schedule: async () => {
          schedules++;
        },
      },
      { now: () => midnight },
    );
    for (let times = 0; times < 2; times++) {
      await counting.schedule({ instant: shift(midnight, 3_600_000), fireAt: midnight });
    }
    expect(schedules).toBe(2);
  });
});
