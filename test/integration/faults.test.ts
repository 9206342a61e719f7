import { describe, expect, it } from 'vitest';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { faultPlan, withFaults } from '../support/faults.ts';
import { event, newId, now } from './samples.ts';

describe('a plan of faults', () => {
  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('lets the n-th call over all ports fail %s it took effect', async (when, kept) => {
    const [bus, wakeUps] = [memoryEventBus(), memoryWakeUps()];
    const plan = faultPlan({ at: 2, when });
    const failing = { bus: withFaults(bus, plan), wakeUps: withFaults(wakeUps, plan) };
    await failing.wakeUps.schedule({ instant: now, fireAt: now });
    await expect(failing.bus.publish([event(newId(), 1)])).rejects.toThrow(UnavailableError);
    expect(failing.bus.events).toHaveLength(kept);
    await failing.bus.publish([event(newId(), 1)]);
    expect(bus.events).toHaveLength(kept + 1);
    expect(plan).toMatchObject({ calls: 3, struck: true });
  });

  it('lets nothing through after a death, until it is revived', async () => {
    const wakeUps = memoryWakeUps();
    const plan = faultPlan({ at: 1, kill: true, error: new Error('killed') });
    const dying = withFaults(wakeUps, plan);
    const wakeUp = { instant: now, fireAt: now };
    await expect(dying.schedule(wakeUp)).rejects.toThrow('killed');
    await expect(dying.schedule(wakeUp)).rejects.toThrow('killed');
    expect(wakeUps.scheduled.size).toBe(0);
    plan.revive();
    await dying.schedule(wakeUp);
    expect(wakeUps.scheduled.size).toBe(1);
  });
});
