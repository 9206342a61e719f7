import type { EventLog } from '#shared/application/ports.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { event, newId, now, plus } from './samples.ts';

/** Reads on until the end of the log, with pages of a size. */
export const readAll = async (log: EventLog, limit = 100, after?: string) => {
  const events: CloudEvent[] = [];
  let page = await log.read({ limit, ...(after !== undefined && { after }) });
  events.push(...page.events);
  while (page.more) {
    page = await log.read({ limit, after: page.cursor });
    events.push(...page.events);
  }
  return { events, cursor: page.cursor };
};

/** Reads back to the beginning of the log, with pages of a size. */
export const readAllBack = async (log: EventLog, limit = 100) => {
  const events: CloudEvent[] = [];
  let page = await log.readBack({ limit });
  events.push(...page.events);
  while (page.next !== undefined) {
    page = await log.readBack({ limit, before: page.next });
    events.push(...page.events);
  }
  return events;
};

export const idsOf = (events: readonly CloudEvent[]) => events.map(({ id }) => id);

/** One of each shard of eight. */
export const documents = Array.from({ length: 8 }, (_, shard) => newId(shard));

/** Several events of several documents, in order of recording. */
export const history = (length: number) =>
  Array.from({ length }, (_, index) => {
    const documentId = documents[index % documents.length] ?? '';
    return event(documentId, Math.floor(index / documents.length) + 1, plus(now, index));
  });
