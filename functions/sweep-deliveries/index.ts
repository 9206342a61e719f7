import { systemClock } from '#shared/adapters/system/clock.ts';
import { wakes } from '#shared/composition/delivery-queue.ts';
import { deliveryStore } from '#shared/composition/delivery-store.ts';
import { subscriptions } from '#shared/composition/subscription-store.ts';
import { createHandler } from './handler.ts';

const { endpoints } = deliveryStore();

export const handler = createHandler({
  subscriptions: subscriptions(),
  endpoints,
  queue: wakes(),
  clock: systemClock,
});
