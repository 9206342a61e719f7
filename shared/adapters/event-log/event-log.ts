import { randomUUID } from 'node:crypto';
import type { EventLog } from '#shared/application/ports.ts';
import { keyOfEvent } from '#shared/domain/cloud-event.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { inParallel } from '../parallel.ts';
import { append } from './append.ts';
import { cursorAt } from './cursor-at.ts';
import { longestRead } from './entries.ts';
import type { LogStore } from './log-store.ts';
import { read } from './read.ts';
import { readBack } from './read-back.ts';

/** The log over any store that can do its few steps; chunks have ids that no other has. */
export const eventLog = (store: LogStore, newChunkId: () => string = randomUUID): EventLog => ({
  append: (events) => append(store, events, newChunkId),
  overwrite: async (events) => {
    await inParallel(events, 16, (event) => store.replaceEvent(event));
  },
  read: (query) => read(store, query),
  readBack: (query) => readBack(store, query),
  cursorAt: (instant) => cursorAt(store, instant),
  events: async (eventIds) => {
    const events = await store.events(eventIds.flatMap((eventId) => keyOfEvent(eventId) ?? []));
    const byId = new Map(events.map((event) => [event.id, event]));
    return eventIds.flatMap((eventId) => byId.get(eventId) ?? []);
  },
  ofDocument: async (query) => {
    const events = await store.eventsOf(query);
    const gap = events.findIndex(
      ({ sequence }, offset) => Number(sequence) !== query.after + 1 + offset,
    );
    return gap === -1 ? [...events] : events.slice(0, gap);
  },
  placed: async (documentId) => {
    const placed: CloudEvent[] = [];
    for (let after = 0; ; ) {
      const page = await store.eventsOf({ documentId, after, limit: longestRead });
      const last = page.at(-1);
      if (last === undefined) return placed;
      placed.push(...page);
      after = Number(last.sequence);
    }
  },
});
