import { crc32 } from 'node:zlib';

/** A subscription's day, and what becomes due at one instant, is spread over so many partitions. */
export const shards = [0, 1, 2, 3] as const;

export const shardOf = (id: string): number => crc32(id) % shards.length;

/** The keys of a row of the Deliveries table, whatever it holds. */
export type RowKey = { readonly key: string; readonly item: string };

/** `20260630`: an id begins with its day. */
export const dayOf = (deliveryId: string): string => deliveryId.slice(0, 8);

/** Where a part of a day's deliveries stands, in order of id. */
export const dayKey = (subscriptionId: string, day: string, shard: number): string =>
  `${subscriptionId}#${day}#${shard}`;

export const deliveryKey = (subscriptionId: string, deliveryId: string): RowKey => ({
  key: dayKey(subscriptionId, dayOf(deliveryId), shardOf(deliveryId)),
  item: deliveryId,
});

/** Where a part of what waits stands in the index, in order of time: a subscription's deliveries, or `endpoints`. */
export const waitingKey = (waiting: string, shard: number): string => `${waiting}#${shard}`;
