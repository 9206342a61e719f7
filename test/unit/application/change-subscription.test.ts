import { describe, expect, it } from 'vitest';
import { keyMaker } from '#shared/adapters/webhook/keys.ts';
import {
  changeSubscription,
  type SubscriptionChanges,
} from '#shared/application/change-subscription.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { deliveryUseCases } from '../../support/delivery.ts';
import { subscription } from '../../support/subscriptions.ts';

const { subscriptionId, target } = subscription();
const elsewhere = { type: 'webhook', url: 'https://example.org/another' } as const;

const setUp = async (standing: Partial<Subscription> = {}, fault?: string) => {
  const world = deliveryUseCases();
  // In another order of fields than a change writes them.
  await world.subscriptions.create({ ...standing, ...subscription(1, standing) });
  const dependencies = { ...world, keys: keyMaker, targetFault: () => fault };
  const change = (changes: SubscriptionChanges) =>
    changeSubscription(dependencies, { subscriptionId, reach: 'all', changes });
  return { ...world, change };
};

describe('another target', () => {
  it('starts with a clean slate, and what waits is sent there', async () => {
    const { change, clock, queue } = await setUp();
    const changed = await change({ target: elsewhere });
    expect(changed).toMatchObject({ target: elsewhere, renewedAt: clock.now(), revision: 2 });
    expect(queue.queued).toEqual([{ subscriptionId, deliveryIds: [] }]);
  });

  it('is refused where nothing may be sent there', async () => {
    const { change } = await setUp({}, 'That is one of ours.');
    await expect(change({ target: elsewhere })).rejects.toThrow('That is one of ours.');
  });
});

describe('other reminders', () => {
  it('take the place of those before, and a change that does not state them keeps them', async () => {
    const { change } = await setUp({ reminders: [90] });
    expect(await change({ description: 'Ours' })).toMatchObject({ reminders: [90] });
    expect(await change({ reminders: [60, 5] })).toMatchObject({ reminders: [60, 5], revision: 3 });
    expect(await change({ reminders: [60, 5] })).toMatchObject({ revision: 3 });
    expect(await change({ reminders: [] })).toMatchObject({ reminders: [], revision: 4 });
  });
});

describe('the target that is there', () => {
  it('keeps what is known of it where it is stated again, and its worker is woken', async () => {
    const { change, queue } = await setUp();
    expect(await change({ target, maxPerSecond: 2 })).not.toHaveProperty('renewedAt');
    expect(queue.queued).toHaveLength(1);
  });

  it('is not checked again by a change that does not state it', async () => {
    const { change } = await setUp({}, 'That is allowed no longer.');
    expect(await change({ description: 'Ours' })).toMatchObject({ description: 'Ours' });
  });
});

describe('signatures as they are', () => {
  const previousKeys = [{ sealedSecret: 'sealed:x', until: '2027-01-01T00:00:00.000Z' }];
  const both = { sealedPrivateKey: 'sealed:y', publicKey: 'whpk_y' };

  it.each<[string, SubscriptionChanges, Partial<Subscription>]>([
    ['v1', { signatures: ['v1'] }, { previousKeys }],
    ['v1 and v1a', { signatures: ['v1', 'v1a'] }, { ...both, previousKeys }],
  ])('leave the revision and the keys: %s', async (_, changes, standing) => {
    const { change } = await setUp(standing);
    expect(await change(changes)).toEqual(subscription(1, standing));
  });
});

describe('enabling', () => {
  it('starts with a clean slate where it was disabled, and not otherwise', async () => {
    const disabled = { state: 'disabled', disabledReason: 'failing' } as const;
    const { change, clock } = await setUp(disabled);
    expect(await change({ state: 'enabled' })).toMatchObject({ renewedAt: clock.now() });
    clock.advance(1_000);
    expect(await change({ state: 'enabled' })).toMatchObject({ revision: 2 });
  });
});
