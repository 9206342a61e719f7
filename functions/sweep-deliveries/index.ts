import { systemClock } from '#shared/adapters/system/clock.ts';
import { deliveryStore } from '#shared/composition/delivery-store.ts';
import { subscriptions } from '#shared/composition/subscription-store.ts';
import { wakesWhenNeeded } from '#shared/composition/when-needed/wakes.ts';
import { createHandler } from './handler.ts';

const stores = { ...deliveryStore(), subscriptions: subscriptions() };

export const handler = createHandler({ ...stores, queue: wakesWhenNeeded(), clock: systemClock });
