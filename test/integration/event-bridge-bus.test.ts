import {
  EventBridgeClient,
  EventBridgeServiceException,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { eventBridgeBus } from '#shared/adapters/eventbridge/bus.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { event, newId } from './samples.ts';

const eventBridge = mockClient(EventBridgeClient);

afterEach(() => {
  eventBridge.reset();
});

const pauses: number[] = [];
const bus = eventBridgeBus({
  client: new EventBridgeClient({ region: 'eu-north-1' }),
  eventBusName: 'bus',
  pause: async (attempt) => {
    pauses.push(attempt);
  },
});

const documentId = newId();
const events = (count: number) => Array.from({ length: count }, (_, n) => event(documentId, n + 1));

const idOf = ({ Detail }: PutEventsRequestEntry): string => JSON.parse(Detail ?? '{}').id;

/** Takes an entry unless `refuses` says otherwise, and answers as the service does. */
const taking = (refuses: (id: string, request: number) => boolean) => {
  let request = 0;
  eventBridge.on(PutEventsCommand).callsFake(({ Entries }) => {
    request += 1;
    return {
      Entries: Entries.map((entry: PutEventsRequestEntry, at: number) =>
        refuses(idOf(entry), request)
          ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' }
          : { EventId: `${request}-${at}` },
      ),
    };
  });
};

const requests = () =>
  eventBridge
    .commandCalls(PutEventsCommand)
    .map(({ args }) => (args[0].input.Entries ?? []).map(idOf));

const idsOf = (...sequences: number[]) => sequences.map((n) => event(documentId, n).id);

describe('the event bus', () => {
  it('is given the CloudEvent under its source and type', async () => {
    taking(() => false);
    const [only] = events(1);
    await bus.publish(events(1));
    const [call] = eventBridge.commandCalls(PutEventsCommand);
    const [entry] = call?.args[0].input.Entries ?? [];
    expect(entry).toEqual({
      EventBusName: 'bus',
      Source: 'ikraft',
      DetailType: 'document.statusChanged',
      Detail: expect.any(String),
    });
    expect(JSON.parse(entry?.Detail ?? '')).toEqual(only);
  });

  it('is given ten events a request', async () => {
    taking(() => false);
    await bus.publish(events(11));
    expect(requests()).toEqual([idsOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), idsOf(11)]);
  });

  it('is given less than 256 KB a request, counted in bytes', async () => {
    taking(() => false);
    const large = events(4).map((each) => ({ ...each, data: { title: 'å'.repeat(50_000) } }));
    await bus.publish(large);
    expect(requests()).toEqual([idsOf(1, 2), idsOf(3, 4)]);
  });

  it('makes no request for no event', async () => {
    await bus.publish([]);
    expect(requests()).toEqual([]);
  });

  it('is given again only what it did not take', async () => {
    taking((id, request) => request === 1 && [3, 7].some((n) => id === event(documentId, n).id));
    await bus.publish(events(10));
    expect(requests()).toEqual([idsOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), idsOf(3, 7)]);
  });

  it('is given up after several attempts, each after a longer pause, naming what is missing', async () => {
    pauses.length = 0;
    const [lost = ''] = idsOf(2);
    taking((id) => id === lost);
    const failed = bus.publish(events(3));
    await expect(failed).rejects.toThrow(UnavailableError);
    await expect(failed).rejects.toThrow(lost);
    await expect(failed).rejects.not.toThrow(idsOf(1)[0]);
    expect(pauses).toEqual([1, 2, 3, 4, 5]);
    expect(requests().slice(1)).toEqual(Array(5).fill([lost]));
  });

  it('is given a whole request again where it was throttled', async () => {
    const throttled = new EventBridgeServiceException({
      name: 'ThrottlingException',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    eventBridge
      .on(PutEventsCommand)
      .rejectsOnce(throttled)
      .resolves({ Entries: [{ EventId: 'a' }, { EventId: 'b' }] });
    await bus.publish(events(2));
    expect(requests()).toEqual([idsOf(1, 2), idsOf(1, 2)]);
  });

  it('is given again whatever an answer says nothing of', async () => {
    eventBridge
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [] })
      .resolvesOnce({ Entries: [{ EventId: 'a' }] })
      .resolves({ Entries: [{ EventId: 'b' }] });
    await bus.publish(events(2));
    expect(requests()).toEqual([idsOf(1, 2), idsOf(1, 2), idsOf(2)]);
  });

  it('that may not be used is our fault, and is not tried again', async () => {
    const denied = new EventBridgeServiceException({
      name: 'AccessDeniedException',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    eventBridge.on(PutEventsCommand).rejects(denied);
    await expect(bus.publish(events(1))).rejects.toBe(denied);
    expect(requests()).toHaveLength(1);
  });
});
