import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { storedEvent } from '#shared/adapters/dynamodb/schemas/events.ts';
import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { memoryDeadLetters } from '#shared/adapters/memory/dead-letters.ts';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { busEvent } from '#shared/contracts/bus-event.ts';
import { createHandler as fanOut } from '../../../functions/fan-out/handler.ts';
import { createHandler as relayEvents } from '../../../functions/relay-events/handler.ts';
import { deliveryUseCases } from '../../support/delivery.ts';
import { event } from '../../support/events.ts';
import { draft } from '../../support/histories.ts';
import { changes, context, failedOf, messages, queueEnd } from '../../support/invocations.ts';
import { subscription } from '../../support/subscriptions.ts';

const now = '2026-06-30T21:00:00.000Z';
const registered = { type: 'document.registered', time: now } as const;
const image = { document: draft(), emitted: [registered] };

/** What a version of the code wrote that is newer than this one. */
const fromNewer = (more: Readonly<Record<string, unknown>>) =>
  marshall(
    { ...draft(), item: 'document', emitted: [registered], ...more },
    { removeUndefinedValues: true },
  );

const newer = { ...event(), type: 'document.translated', data: { language: 'sme' } };

describe('code that meets what newer code wrote', () => {
  it('reads a document with attributes that it does not know', () => {
    expect(documentFromImage(fromNewer({ translations: ['sme'] }))).toEqual(
      documentFromImage(fromNewer({})),
    );
  });

  it('reads an event of a type, and with attributes, that it does not know', () => {
    expect(storedEvent.parse({ ...newer, traceparent: '00' }).type).toBe('document.translated');
    expect(busEvent.parse({ detail: { ...newer, traceparent: '00' } }).detail).toMatchObject({
      traceparent: '00',
    });
  });

  it('makes deliveries of an event of a type that it does not know', async () => {
    const world = { ...deliveryUseCases(), ...queueEnd() };
    await world.subscriptions.create(subscription());
    const response = await fanOut(world)(messages([{ detail: newer }]), context());
    expect(failedOf(response)).toEqual([]);
    const rows = await world.deliveriesOf(subscription().subscriptionId);
    expect(rows.map(({ type }) => type)).toEqual(['document.translated']);
  });

  it('puts a write aside whole whose event it cannot tell, and carries its neighbours', async () => {
    const [bus, deadLetters] = [memoryEventBus(), memoryDeadLetters()];
    const relay = relayEvents({
      log: memoryEventLog(),
      bus,
      deadLetters,
      imageOf: documentFromImage,
    });
    const batch = changes([image, image]);
    const [first, second] = batch.Records;
    const unknown = fromNewer({ emitted: [{ type: 'document.translated', time: now }] });
    const NewImage = JSON.parse(JSON.stringify(unknown));
    const strange = { ...first, dynamodb: { ...first?.dynamodb, NewImage, SequenceNumber: '9' } };
    const Records = [strange, second].flatMap((record) => record ?? []);
    expect(failedOf(await relay({ Records }, context()))).toEqual([]);
    expect(bus.events).toHaveLength(1);
    // `npm run redrive -- --from streams` gives it to the newer code.
    expect(deadLetters.kept).toMatchObject([{ id: '9', body: JSON.stringify(strange) }]);
  });
});
