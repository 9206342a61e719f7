import { systemIds } from '#shared/adapters/system/ids.ts';
import { queueEnd } from '#shared/composition/dead-letters.ts';
import { documentStore } from '#shared/composition/document-store.ts';
import { eventLog } from '#shared/composition/event-log.ts';
import { punctuality } from '#shared/composition/punctuality.ts';
import { reconcileSteps } from '#shared/composition/reconcile-queue.ts';
import { busWhenNeeded } from '#shared/composition/when-needed/bus.ts';
import { wakeUpsWhenNeeded } from '#shared/composition/when-needed/wake-ups.ts';
import { createHandler } from './handler.ts';

const stores = { ...documentStore(), log: eventLog(), punctuality: punctuality(), ids: systemIds };
const ways = { ...queueEnd(), bus: busWhenNeeded(), wakeUps: wakeUpsWhenNeeded() };

export const handler = createHandler({ ...stores, ...ways, queue: reconcileSteps() });
