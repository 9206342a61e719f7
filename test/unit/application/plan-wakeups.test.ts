import { describe, expect, it } from 'vitest';
import { planWakeUps } from '#shared/application/plan-wakeups.ts';
import { useCases } from '../../support/use-cases.ts';

describe('planning wake-ups', () => {
  it('makes one schedule for an instant, ninety seconds ahead, however many documents share it', async () => {
    const world = useCases();
    const instant = '2026-06-30T22:00:00.000Z';
    expect(await planWakeUps(world, [instant, instant, instant])).toEqual({ planned: 1 });
    expect([...world.wakeUps.scheduled]).toEqual([[instant, '2026-06-30T21:58:30.000Z']]);
  });

  it('schedules what is ten minutes away and queues what is nearer', async () => {
    const world = useCases();
    await planWakeUps(world, ['2026-06-01T12:10:00.000Z', '2026-06-01T12:09:59.999Z']);
    expect([...world.wakeUps.scheduled.keys()]).toEqual(['2026-06-01T12:10:00.000Z']);
    expect(world.wakeUps.enqueued).toEqual([
      { instant: '2026-06-01T12:09:59.999Z', delaySeconds: 594 },
    ]);
  });

  it('asks at once for what is seconds away or has passed', async () => {
    const world = useCases();
    await planWakeUps(world, ['2026-06-01T12:00:03.000Z', '2026-06-01T11:00:00.000Z']);
    expect(world.wakeUps.enqueued.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 0]);
  });
});
