import { systemClock } from '#shared/adapters/system/clock.ts';
import { queueEnd } from '#shared/composition/dead-letters.ts';
import { wakes } from '#shared/composition/delivery-queue.ts';
import { deliveryStore } from '#shared/composition/delivery-store.ts';
import { eventLog } from '#shared/composition/event-log.ts';
import { replaySteps } from '#shared/composition/replay-queue.ts';
import { subscriptions } from '#shared/composition/subscription-store.ts';
import { createHandler } from './handler.ts';

const stores = { ...deliveryStore(), subscriptions: subscriptions(), log: eventLog() };
const queues = { ...queueEnd(), queue: wakes(), replayQueue: replaySteps() };

export const handler = createHandler({ ...stores, ...queues, clock: systemClock });
