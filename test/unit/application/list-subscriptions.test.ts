import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { deleteSubscription } from '#shared/application/delete-subscription.ts';
import { getSubscription, listSubscriptions } from '#shared/application/list-subscriptions.ts';
import { subscription } from '../../support/subscriptions.ts';

const alingsas = { organisation: 'alingsas' };

const setUp = async () => {
  const subscriptions = memorySubscriptions({ clock: virtualClock('2026-01-01T12:00:00.000Z') });
  const [first, second, other] = [
    subscription(1, alingsas),
    subscription(2, alingsas),
    subscription(3, { organisation: 'boras' }),
  ];
  for (const one of [first, second, other]) await subscriptions.create(one);
  return { subscriptions, queue: memoryDeliveryQueue(), first, second, other };
};

describe('an organisation', () => {
  it('lists its own subscriptions, page by page', async () => {
    const { first, second, ...dependencies } = await setUp();
    const page = await listSubscriptions(dependencies, { reach: alingsas, limit: 1 });
    expect(page.items).toEqual([first]);
    const { next = 'none' } = page;
    const rest = await listSubscriptions(dependencies, { reach: alingsas, limit: 2, next });
    expect(rest).toEqual({ items: [second] });
  });

  it('reads and deletes its own', async () => {
    const { first, ...dependencies } = await setUp();
    const own = { subscriptionId: first.subscriptionId, reach: alingsas };
    expect(await getSubscription(dependencies, own)).toEqual(first);
    await deleteSubscription(dependencies, own);
    await expect(getSubscription(dependencies, own)).rejects.toMatchObject({
      code: 'subscription_not_found',
    });
  });

  it('cannot tell another one’s subscription from one that does not exist', async () => {
    const { other, ...dependencies } = await setUp();
    const refusals = [];
    for (const { subscriptionId } of [other, subscription(9)]) {
      const input = { subscriptionId, reach: alingsas };
      for (const act of [getSubscription, deleteSubscription]) {
        refusals.push(await act(dependencies, input).catch(({ code }) => code));
      }
    }
    expect(refusals).toEqual(Array(4).fill('subscription_not_found'));
    expect(await dependencies.subscriptions.get(other.subscriptionId)).toEqual(other);
  });
});

describe('an operator', () => {
  it('lists, reads and deletes those of every organisation', async () => {
    const { first, second, other, ...dependencies } = await setUp();
    const reach = 'all';
    const { items } = await listSubscriptions(dependencies, { reach, limit: 10 });
    expect(items).toEqual([first, second, other]);
    const { subscriptionId } = other;
    expect(await getSubscription(dependencies, { subscriptionId, reach })).toEqual(other);
    await deleteSubscription(dependencies, { subscriptionId, reach });
    expect(await dependencies.subscriptions.get(subscriptionId)).toBeUndefined();
  });
});
