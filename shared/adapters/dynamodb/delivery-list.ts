import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Deliveries } from '#shared/application/ports.ts';
import {
  type Delivery,
  type DeliveryState,
  deliveryRetentionDays,
} from '#shared/domain/delivery.ts';
import { day, type Instant, shift } from '#shared/domain/instant.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { inParallel } from '../parallel.ts';
import { keptUntil } from '../retention.ts';
import { dayKey, dayOf, shards } from './delivery-keys.ts';
import { query } from './requests.ts';
import { storedDelivery } from './schemas/delivery.ts';

// Bounded, because it comes from outside and DynamoDB takes no key that is empty or long.
const cursor = z.string().min(1).max(200);
const afterAll = '~';

// What a replay makes of an event that is about to be forgotten is kept for as long again.
const days = 2 * deliveryRetentionDays;
/** Days that are read at a time: more each time, so that a quiet subscription costs few round trips. */
const groups = [1, 2, 4, 8, 16, 30];
const width = 16;
/** Rows of a part of a day, where only some of them are asked for. */
const rowsFiltered = 100;

interface Wanted {
  readonly subscriptionId: string;
  readonly state?: DeliveryState;
  readonly limit: number;
  /** Only smaller ids. */
  readonly before: string;
}

/** Walks back over the days. The cursor is an id, which says where in which day to go on. */
export const listDeliveries = (
  client: DynamoDBDocumentClient,
  table: string,
): Deliveries['list'] => {
  const readPart = (wanted: Wanted, { day, shard }: { day: string; shard: number }) => {
    const { subscriptionId, state, limit, before } = wanted;
    const filtered = state !== undefined;
    return query(client, {
      TableName: table,
      KeyConditionExpression: '#key = :key AND #item < :before',
      ...(filtered && { FilterExpression: '#state = :state' }),
      ExpressionAttributeNames: {
        '#key': 'key',
        '#item': 'item',
        ...(filtered && { '#state': 'state' }),
      },
      ExpressionAttributeValues: {
        ':key': dayKey(subscriptionId, day, shard),
        ':before': before,
        ...(filtered && { ':state': state }),
      },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: filtered ? Math.max(limit, rowsFiltered) : limit,
    });
  };

  /** Everything down to `end`; without one, everything. */
  const readDays = async (wanted: Wanted, group: readonly string[]) => {
    const parts = group.flatMap((day) => shards.map((shard) => ({ day, shard })));
    const pages = await inParallel(parts, width, (part) => readPart(wanted, part));
    const rows = pages.flatMap(({ items }) => items.map((item) => storedDelivery.parse(item)));
    // What one part has not shown yet may be newer than what another has.
    const ends = pages.flatMap(({ last }) => (last ? [rowKey.parse(last).item] : []));
    const end = ends.toSorted().at(-1);
    return {
      deliveries: rows.filter(({ deliveryId }) => deliveryId >= (end ?? '')).toSorted(newestFirst),
      end,
    };
  };

  return async ({ now, next, ...query }) => {
    const before = next === undefined ? afterAll : decodeCursor(cursor, next);
    let left = daysBack(now).filter((day) => day <= dayOf(before));
    const found: Delivery[] = [];
    let end: string | undefined;
    for (const size of groups) {
      const read = await readDays({ ...query, before }, left.slice(0, size));
      found.push(...read.deliveries.filter((delivery) => keptUntil(delivery) > now));
      end = read.end;
      if (found.length > query.limit || end !== undefined) break;
      left = left.slice(size);
    }
    const items = found.slice(0, query.limit);
    const last = found.length > query.limit ? items.at(-1)?.deliveryId : end;
    return { items, ...(last !== undefined && { next: encodeCursor(last) }) };
  };
};

const rowKey = z.object({ item: z.string() });

const newestFirst = (a: Delivery, b: Delivery): number => (a.deliveryId > b.deliveryId ? -1 : 1);

const daysBack = (now: Instant): string[] =>
  Array.from({ length: days + 1 }, (_, number) =>
    shift(now, -number * day)
      .slice(0, 10)
      .replaceAll('-', ''),
  );
