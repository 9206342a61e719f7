import * as z from 'zod';
import { type Clock, ConflictError, type Deliveries } from '#shared/application/ports.ts';
import type { Delivery } from '#shared/domain/delivery.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { keptUntil } from '../retention.ts';
import { type MemoryReceipts, memoryReceipts } from './receipts.ts';
import { sortedStrings } from './sorted-strings.ts';

// Sorts after every delivery that is due at an instant.
const last = '\uffff';

/** One subscription's deliveries, and which of them wait, in order of time. */
const shelf = () => {
  const deliveries = new Map<string, Delivery>();
  const waiting = sortedStrings();
  const placeOf = ({ nextAttemptAt, deliveryId }: Delivery) => `${nextAttemptAt}#${deliveryId}`;
  return {
    deliveries,
    put: (delivery: Delivery) => {
      const before = deliveries.get(delivery.deliveryId);
      if (before?.nextAttemptAt !== undefined) waiting.delete(placeOf(before));
      if (delivery.nextAttemptAt !== undefined) waiting.add(placeOf(delivery));
      deliveries.set(delivery.deliveryId, delivery);
    },
    firstWaiting: (until: string, limit: number) =>
      waiting
        .before(until + last, limit)
        .flatMap((place) => deliveries.get(place.slice(place.indexOf('#') + 1)) ?? []),
  };
};

export const memoryDeliveries = (dependencies: {
  readonly clock: Clock;
  readonly receipts?: MemoryReceipts;
}): Deliveries => {
  const { receipts = memoryReceipts(dependencies.clock) } = dependencies;
  const shelves = new Map<string, ReturnType<typeof shelf>>();

  const shelfOf = (subscriptionId: string) => {
    const known = shelves.get(subscriptionId) ?? shelf();
    shelves.set(subscriptionId, known);
    return known;
  };

  return {
    create: async (delivery, receipt) => {
      receipts.check(receipt);
      const { deliveries, put } = shelfOf(delivery.subscriptionId);
      const standing = deliveries.get(delivery.deliveryId);
      if (standing !== undefined) return standing;
      put(delivery);
      receipts.put(receipt);
      return delivery;
    },

    get: async (subscriptionId, deliveryIds) => {
      const { deliveries } = shelfOf(subscriptionId);
      return deliveryIds.flatMap((deliveryId) => deliveries.get(deliveryId) ?? []);
    },

    update: async (delivery, receipt) => {
      receipts.check(receipt);
      const { deliveryId, revision } = delivery;
      const { deliveries, put } = shelfOf(delivery.subscriptionId);
      if (deliveries.get(deliveryId)?.revision !== revision - 1) {
        throw new ConflictError(`Delivery ${deliveryId} is not at revision ${revision - 1}`);
      }
      put(delivery);
      receipts.put(receipt);
    },

    waiting: async ({ subscriptionId, until, limit }) =>
      shelfOf(subscriptionId).firstWaiting(until, limit),

    list: async ({ subscriptionId, now, state, limit, next }) => {
      const before = next === undefined ? last : decodeCursor(z.string(), next);
      const listed = [...shelfOf(subscriptionId).deliveries.values()]
        .filter((delivery) => state === undefined || delivery.state === state)
        .filter((delivery) => delivery.deliveryId < before && keptUntil(delivery) > now)
        .toSorted((a, b) => (a.deliveryId > b.deliveryId ? -1 : 1));
      const items = listed.slice(0, limit);
      const end = listed.length > limit ? items.at(-1) : undefined;
      return { items, ...(end && { next: encodeCursor(end.deliveryId) }) };
    },
  };
};
