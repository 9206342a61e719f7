import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { EventBus } from '#shared/application/ports.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { batchesOf, bytesOf } from '../batches.ts';
import { inParallel } from '../parallel.ts';
import { type Pause, resend } from '../resend.ts';
import { untaken } from '../untaken.ts';

// A request takes fewer bytes than 256 KB.
const limits = { count: 10, bytes: 256 * 1024 - 1 };

/** An event bus of EventBridge. */
export const eventBridgeBus = (dependencies: {
  readonly client: EventBridgeClient;
  readonly eventBusName: string;
  readonly pause?: Pause;
}): EventBus => {
  const { client, eventBusName, ...waiting } = dependencies;

  const entryOf = (event: CloudEvent): PutEventsRequestEntry => ({
    EventBusName: eventBusName,
    Source: event.source,
    DetailType: event.type,
    Detail: JSON.stringify(event),
  });

  /** A request may succeed for some of its entries: the answer tells which, in the order of the request. */
  const put = (events: readonly CloudEvent[]) =>
    untaken(events, async () => {
      const request = new PutEventsCommand({ Entries: events.map(entryOf) });
      const { Entries = [] } = await client.send(request);
      return events.filter((_, index) => Entries[index]?.EventId === undefined);
    });

  const send = async (events: readonly CloudEvent[]) =>
    (await inParallel(batchesOf(events, limits, sizeOf), 4, put)).flat();

  return { publish: (events) => resend(events, { send, nameOf: ({ id }) => id, ...waiting }) };
};

const sizeOf = (event: CloudEvent): number =>
  bytesOf(event.source) + bytesOf(event.type) + bytesOf(JSON.stringify(event));
