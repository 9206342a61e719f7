import type { EventLog } from '#shared/application/ports.ts';
import { append } from './append.ts';
import type { LogStore } from './log-store.ts';
import { read } from './read.ts';

/** The log over any store that can do its few steps. */
export const eventLog = (store: LogStore): EventLog => ({
  append: (events) => append(store, events),
  read: (query) => read(store, query),
  ofDocument: async (query) => {
    const events = await store.eventsOf(query);
    const gap = events.findIndex(
      ({ sequence }, offset) => Number(sequence) !== query.after + 1 + offset,
    );
    return gap === -1 ? [...events] : events.slice(0, gap);
  },
});
