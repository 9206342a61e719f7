import { eventLog } from '#shared/adapters/event-log/event-log.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryDuties } from '#shared/adapters/memory/duties.ts';
import { memoryEndpoints } from '#shared/adapters/memory/endpoints.ts';
import { memoryLogStore } from '#shared/adapters/memory/event-log.ts';
import { memoryFeedLinks } from '#shared/adapters/memory/feed-links.ts';
import { memoryFiles } from '#shared/adapters/memory/files.ts';
import { memoryGivenReminders } from '#shared/adapters/memory/given-reminders.ts';
import { memoryPunctuality } from '#shared/adapters/memory/punctuality.ts';
import { memoryReceipts } from '#shared/adapters/memory/receipts.ts';
import { memoryReplays } from '#shared/adapters/memory/replays.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import type { Clock } from '#shared/application/ports.ts';

/** All that is stored, in memory, and what the calendar says. */
export const newStores = (clock: Clock) => {
  const kept = { clock, receipts: memoryReceipts(clock) };
  const deliveries = memoryDeliveries(kept);
  const logStore = memoryLogStore();
  return {
    calendar: temporalCalendar,
    repository: memoryRepository(kept),
    logStore,
    /** For who looks from outside: the functions make their own over the store. */
    log: eventLog(logStore),
    subscriptions: memorySubscriptions(kept),
    deliveries,
    endpoints: memoryEndpoints(),
    duties: memoryDuties(),
    reminders: memoryGivenReminders({ deliveries }),
    replays: memoryReplays(kept),
    feedLinks: memoryFeedLinks(kept),
    punctuality: memoryPunctuality(),
    files: memoryFiles(),
  };
};

export type Stores = ReturnType<typeof newStores>;
