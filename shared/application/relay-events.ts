import { toCloudEvents } from '../domain/cloud-event.ts';
import type { Outbox } from '../domain/document.ts';
import type { EventBus, EventLog } from './ports.ts';

/**
 * Carries the events of committed writes to the log and to the bus. May be done again: ids are stable.
 * @throws when an event could not be placed in both
 */
export const relayEvents = async (
  { log, bus }: { readonly log: Pick<EventLog, 'append'>; readonly bus: EventBus },
  writes: readonly Outbox[],
): Promise<{ readonly events: number }> => {
  const events = writes.flatMap(({ document, facts, correlationId }) =>
    toCloudEvents(document, facts, correlationId),
  );
  if (events.length === 0) return { events: 0 };
  const outcomes = await Promise.allSettled([log.append(events), bus.publish(events)]);
  const failures = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, 'Events were not all relayed');
  return { events: events.length };
};
