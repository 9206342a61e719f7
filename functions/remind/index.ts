import { deliveryStore } from '#shared/composition/delivery-store.ts';
import { documentStore } from '#shared/composition/document-store.ts';
import { subscriptions } from '#shared/composition/subscription-store.ts';
import { wakesWhenNeeded } from '#shared/composition/when-needed/wakes.ts';
import { createHandler } from './handler.ts';

const { reminders } = deliveryStore();
const stores = { ...documentStore(), subscriptions: subscriptions(), reminders };

export const handler = createHandler({ ...stores, queue: wakesWhenNeeded() });
