import { describe, expect, it } from 'vitest';
import { dynamoDeliveries } from '#shared/adapters/dynamodb/deliveries.ts';
import { dynamoDuties } from '#shared/adapters/dynamodb/duties.ts';
import { dynamoEndpoints } from '#shared/adapters/dynamodb/endpoints.ts';
import { dynamoReplays } from '#shared/adapters/dynamodb/replays.ts';
import { dynamoSubscriptions } from '#shared/adapters/dynamodb/subscriptions.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { loseAnswer } from '../support/emulator-answers.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import {
  changed,
  delivered,
  delivery,
  dutyReceipt,
  fullEndpoint,
  replay,
} from './delivery-samples.ts';
import { newId, now, plus, receipt, subscription } from './samples.ts';

const stores = emulatorStores();

const create = async () => {
  const { client, nameOf } = await stores();
  const dependencies = {
    client,
    clock: virtualClock(now),
    subscriptionsTable: nameOf('subscriptions'),
    deliveriesTable: nameOf('deliveries'),
    idempotencyTable: nameOf('idempotency'),
  };
  return {
    subscriptions: dynamoSubscriptions(dependencies),
    deliveries: dynamoDeliveries(dependencies),
    endpoints: dynamoEndpoints(dependencies),
    duties: dynamoDuties(dependencies),
    replays: dynamoReplays(dependencies),
    /** Does it, with the answer to its first request lost on the way. */
    lost: async <Result>(step: () => Promise<Result>, word: string): Promise<Result> => {
      const requests = loseAnswer(client, (body) => body.includes(word));
      const result = await step();
      expect(requests()).toBe(2);
      return result;
    },
  };
};

const worker = { now, until: plus(now, 75_000) };

describe('an answer of DynamoDB that was lost', () => {
  it('does not make its own delivery a stranger', async () => {
    const { deliveries, lost } = await create();
    const first = delivery();
    expect(await lost(() => deliveries.create(first), first.deliveryId)).toEqual(first);
    const test = delivery();
    const put = () => deliveries.create(test, receipt());
    expect(await lost(put, 'TransactItems')).toEqual(test);
  });

  it('does not turn the change of a delivery into a conflict', async () => {
    const { deliveries, lost } = await create();
    const first = await deliveries.create(delivery());
    const again = changed(first, { replayId: newId() });
    await lost(() => deliveries.update(again), again.deliveryId);
    const done = delivered(again);
    await lost(() => deliveries.update(done, receipt()), 'TransactItems');
    expect(await deliveries.get(first.subscriptionId, [first.deliveryId])).toEqual([done]);
  });

  it('does not keep a worker from the endpoint that it has taken', async () => {
    const { endpoints, lost } = await create();
    const id = newId();
    const acquire = (name: string) =>
      endpoints.acquire({ subscriptionId: id, worker: name, ...worker });
    expect(await lost(() => acquire('a'), id)).toBeDefined();
    expect(await lost(() => acquire('b'), 'more')).toBeUndefined();
    const release = () => endpoints.release(fullEndpoint(id), { worker: 'a' });
    expect(await lost(release, 'REMOVE #more')).toBe(false);
    expect(await lost(release, 'REMOVE #worker')).toBe(true);
    expect(await acquire('b')).toEqual(fullEndpoint(id));
  });

  it('does not let a worker give back what another has taken meanwhile', async () => {
    const { endpoints, lost } = await create();
    const id = newId();
    await endpoints.acquire({ subscriptionId: id, worker: 'a', ...worker });
    await endpoints.acquire({ subscriptionId: id, worker: 'b', ...worker, now: worker.until });
    const release = () => endpoints.release(fullEndpoint(id), { worker: 'a' });
    expect(await lost(release, 'REMOVE #worker')).toBe(true);
    const taken = await endpoints.acquire({ subscriptionId: id, worker: 'c', ...worker });
    expect(taken).toBeUndefined();
  });

  it('does not change when a duty was fulfilled', async () => {
    const { duties, lost } = await create();
    const duty = dutyReceipt();
    await lost(() => duties.create([duty]), duty.decisionId);
    await lost(() => duties.told([{ ...duty, toldAt: now }]), 'toldAt');
    expect(await duties.of(duty.documentId, duty.decisionId)).toEqual([{ ...duty, toldAt: now }]);
  });

  it('does not stop a replay that has just begun, or ended', async () => {
    const { replays, lost } = await create();
    const first = replay();
    await lost(() => replays.create(first, receipt()), 'TransactItems');
    const second = { ...first, deliveries: 20, revision: 2 };
    await lost(() => replays.update(second), first.replayId);
    const done = { ...second, state: 'done' as const, revision: 3 };
    await lost(() => replays.update(done), 'TransactItems');
    expect(await replays.get(first.subscriptionId, first.replayId)).toEqual(done);
  });

  it('does not turn the change or the end of a subscription into a conflict', async () => {
    const { subscriptions, lost } = await create();
    const first = subscription();
    const { subscriptionId } = first;
    await lost(() => subscriptions.create(first), subscriptionId);
    const second = { ...first, description: 'Ny', revision: 2 };
    await lost(() => subscriptions.update(second), subscriptionId);
    expect(await subscriptions.get(subscriptionId)).toEqual(second);
    await lost(() => subscriptions.delete(subscriptionId, 2), subscriptionId);
    expect(await subscriptions.get(subscriptionId)).toBeUndefined();
  });
});
