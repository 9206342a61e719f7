import { describe, expect, it } from 'vitest';
import { faultPlan } from '../support/faults.ts';
import { deliveryWorld, idOf } from './delivery-world.ts';
import { ownerOf } from './owner.ts';
import { brokenPromises, kept } from './promises.ts';
import { accepts, away, type Receiver, refuses } from './receivers.ts';

const start = '2026-07-01T08:00:00.000Z';

const stories: Readonly<Record<string, () => Receiver>> = {
  'that accepts': () => accepts,
  'that fails first': () => away([{ from: start, to: '2026-07-01T08:00:03.000Z' }]),
  'that asks for time': () =>
    away([{ from: start, to: '2026-07-01T08:00:10.000Z', meanwhile: refuses(429, '30') }]),
  'whose breaker opens': () => away([{ from: start, to: '2026-07-01T08:20:00.000Z' }]),
};

/** Six events and a redelivery, with one fault in a worker or none. */
const play = async (plan: ReturnType<typeof faultPlan>, receiver: Receiver) => {
  const world = deliveryWorld({ plan });
  await world.subscribe(1, { organisation: 'alingsas', recipients: ['SRO'] }, receiver);
  await world.write(1, 1, 2, 3, 4);
  await world.pass({ seconds: 30 });
  await world.write(5);
  const [first] = await world.rows(1);
  await ownerOf(world, 1).redeliver(first?.deliveryId ?? '');
  await world.pass({ hours: 2, minutes: 30 });
  return world;
};

describe.each(Object.keys(stories))('a worker at a receiver %s', (name) => {
  const receiver = () => stories[name]?.() ?? accepts;

  it.each([
    ['killed before a port call', { when: 'before', kill: true }],
    ['killed after a port call', { when: 'after', kill: true }],
    ['with a port out of reach for one call', { when: 'before', kill: false }],
    ['with the answer of one call lost', { when: 'after', kill: false }],
  ] as const)('%s, whichever it is, loses nothing and leaves nothing taken', async (_, fault) => {
    const undisturbed = faultPlan({ at: 0 });
    await play(undisturbed, receiver());
    for (let at = 1; at <= undisturbed.calls; at++) {
      const plan = faultPlan({ at, ...fault });
      const world = await play(plan, receiver());
      expect(plan.struck).toBe(true);
      expect(await brokenPromises(world, 1), `call ${at}`).toEqual(kept);
      expect(world.queues.toDeliver.deadLetters).toEqual([]);
    }
    expect(undisturbed.calls).toBeGreaterThan(30);
  });
});

describe('a worker at a receiver that is gone', () => {
  it.each(['before', 'after'] as const)(
    'disables it and tells the owner under one id, killed %s any port call',
    async (when) => {
      for (let at = 1; ; at++) {
        const plan = faultPlan({ at, when, kill: true });
        const world = deliveryWorld({ plan });
        await world.subscribe(1, {}, refuses(410));
        await world.subscribe(2);
        await world.write(1);
        await world.pass({ minutes: 30 });
        expect(await world.subscriptions.get(idOf(1))).toMatchObject({
          state: 'disabled',
          disabledReason: 'gone',
        });
        const notices = world.accepted(2).filter(({ eventType }) => eventType.startsWith('sub'));
        expect(new Set(notices.map(({ eventId }) => eventId)).size, `call ${at}`).toBe(1);
        expect(await brokenPromises(world, 2)).toEqual(kept);
        if (!plan.struck) break;
      }
    },
  );
});
