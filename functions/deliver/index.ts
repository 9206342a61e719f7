import { systemIds } from '#shared/adapters/system/ids.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import { queueEnd } from '#shared/composition/dead-letters.ts';
import { deliveryStore } from '#shared/composition/delivery-store.ts';
import { eventLog } from '#shared/composition/event-log.ts';
import { senders } from '#shared/composition/senders.ts';
import { subscriptionStore } from '#shared/composition/subscription-store.ts';
import { wakesWhenNeeded } from '#shared/composition/when-needed/wakes.ts';
import { createHandler } from './handler.ts';

const stores = { ...subscriptionStore(), ...deliveryStore(), log: eventLog() };
const sending = {
  sender: senders(),
  sign: signWebhook,
  queue: wakesWhenNeeded(),
  random: Math.random,
};

export const handler = createHandler({ ...stores, ...queueEnd(), ...sending, ids: systemIds });
