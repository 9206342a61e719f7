import { systemClock } from '#shared/adapters/system/clock.ts';
import { wakes } from '#shared/composition/delivery-queue.ts';
import { deliveryStore } from '#shared/composition/delivery-store.ts';
import { subscriptions } from '#shared/composition/subscription-store.ts';
import { createHandler } from './handler.ts';

const stores = { ...deliveryStore(), subscriptions: subscriptions() };

export const handler = createHandler({ ...stores, queue: wakes(), clock: systemClock });
