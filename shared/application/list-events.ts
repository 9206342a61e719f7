import type { CloudEvent } from '../domain/events.ts';
import type { EventLog } from './ports.ts';

/** Where a reader stands: in the log of all events, or among one document's. */
export type EventPlace = { readonly log: string } | { readonly sequence: number };

export interface EventPage {
  readonly items: readonly CloudEvent[];
  /** Continue here; stays valid at the end, for what is yet to come. */
  readonly place?: EventPlace;
  readonly more: boolean;
}

interface EventQuery {
  readonly documentId?: string | undefined;
  readonly type?: string | undefined;
  readonly place?: EventPlace | undefined;
  readonly limit: number;
}

/** Reads of the log for one page: a rare type may be found later than that. */
const mostReads = 10;

/** Events in the order of the log, or one document's in theirs. */
export const listEvents = async (
  { events }: { readonly events: Pick<EventLog, 'read' | 'ofDocument'> },
  { documentId, type, place, limit }: EventQuery,
): Promise<EventPage> => {
  const isWanted = (event: CloudEvent) => type === undefined || event.type === type;
  if (documentId !== undefined) {
    const after = place && 'sequence' in place ? place.sequence : 0;
    const found = await events.ofDocument({ documentId, after, limit });
    const sequence = Number(found.at(-1)?.sequence ?? after);
    const more = found.length === limit;
    return { items: found.filter(isWanted), place: { sequence }, more };
  }
  const items: CloudEvent[] = [];
  let cursor = place && 'log' in place ? place.log : undefined;
  let more = true;
  for (let reads = 0; more && items.length < limit && reads < mostReads; reads++) {
    const after = cursor === undefined ? {} : { after: cursor };
    const page = await events.read({ ...after, limit: limit - items.length });
    items.push(...page.events.filter(isWanted));
    ({ cursor, more } = page);
  }
  return { items, more, ...(cursor !== undefined && { place: { log: cursor } }) };
};
