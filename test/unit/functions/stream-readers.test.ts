import { describe, expect, it } from 'vitest';
import type { DocumentImage } from '#shared/adapters/document-image.ts';
import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeadLetters } from '#shared/adapters/memory/dead-letters.ts';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { changeDocument } from '#shared/domain/commands.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { createHandler as planWakeUps } from '../../../functions/plan-wakeups/handler.ts';
import { createHandler as relayEvents } from '../../../functions/relay-events/handler.ts';
import { at, draft } from '../../support/histories.ts';
import { changes, context, failedOf } from '../../support/invocations.ts';

const now = '2026-06-30T21:00:00.000Z';

/** The document's first writes, each with its event and each with another instant to wake up at. */
const writes = (count: number): DocumentImage[] => {
  const images: DocumentImage[] = [
    { document: draft(), emitted: [{ type: 'document.registered', time: now }] },
  ];
  for (let number = 2; number <= count; number++) {
    const { document } = images.at(-1) ?? { document: draft() };
    const change = changeDocument(document, { title: `Title ${number}` }, at(now));
    images.push({
      document: change.document,
      emitted: change.facts,
      wakeAt: `2026-07-0${number}T22:00:00.000Z`,
    });
  }
  return images;
};

const sequences = (events: readonly CloudEvent[]) => events.map(({ sequence }) => Number(sequence));

describe('relay-events', () => {
  const setUp = () => {
    const [log, bus] = [memoryEventLog(), memoryEventBus()];
    const ports = { log, bus, imageOf: documentFromImage };
    const dependencies = { ...ports, deadLetters: memoryDeadLetters() };
    const logged = async () => sequences((await log.read({ limit: 100 })).events);
    return { ...dependencies, handler: relayEvents(dependencies), logged };
  };

  it('carries the events of a batch to the log and the bus in order', async () => {
    const { handler, bus, logged } = setUp();
    expect(failedOf(await handler(changes(writes(3)), context()))).toEqual([]);
    expect(sequences(bus.events)).toEqual([1, 2, 3]);
    expect(await logged()).toEqual([1, 2, 3]);
  });

  it('has nothing to carry for a write without events', async () => {
    const { handler, bus } = setUp();
    const response = await handler(changes([{ document: draft(), emitted: [] }]), context());
    expect(failedOf(response)).toEqual([]);
    expect(bus.events).toEqual([]);
  });

  it('says the same under the same ids when a batch comes again', async () => {
    const { handler, bus } = setUp();
    await handler(changes(writes(2)), context());
    await handler(changes(writes(2)), context());
    expect(bus.events.slice(2)).toEqual(bus.events.slice(0, 2));
  });

  it('keeps a record that nobody can read, with the reason; its neighbours are carried', async () => {
    const { handler, bus, logged, deadLetters } = setUp();
    const [first, second] = writes(2);
    const response = await handler(changes([first, undefined, second]), context());
    expect(failedOf(response)).toEqual([]);
    expect(deadLetters.kept).toMatchObject([{ id: '2', reason: expect.stringMatching(/^Zod/) }]);
    expect(sequences(bus.events)).toEqual([1, 2]);
    expect(await logged()).toEqual([1, 2]);
  });

  it('stops at a record that cannot be placed now: what is after it keeps its turn', async () => {
    const { handler: _handler, ...dependencies } = setUp();
    const publish = async (events: readonly CloudEvent[]) => {
      if (sequences(events).includes(2)) throw new UnavailableError('throttled');
      await dependencies.bus.publish(events);
    };
    const handler = relayEvents({ ...dependencies, bus: { publish } });
    expect(failedOf(await handler(changes(writes(3)), context()))).toEqual(['2']);
    expect(sequences(dependencies.bus.events)).toEqual([1]);
    expect(dependencies.deadLetters.kept).toEqual([]);
  });

  it('keeps a record that can never be placed; those after it are carried', async () => {
    const { handler: _handler, ...dependencies } = setUp();
    const publish = async (events: readonly CloudEvent[]) => {
      if (sequences(events).includes(2)) throw new TypeError('a fault in the code');
      await dependencies.bus.publish(events);
    };
    const handler = relayEvents({ ...dependencies, bus: { publish } });
    expect(failedOf(await handler(changes(writes(3)), context()))).toEqual([]);
    expect(sequences(dependencies.bus.events)).toEqual([1, 3]);
    expect(dependencies.deadLetters.kept.map(({ id }) => id)).toEqual(['2']);
    expect(new Set(await dependencies.logged())).toEqual(new Set([1, 2, 3]));
  });
});

describe('plan-wakeups', () => {
  const setUp = () => {
    const wakeUps = memoryWakeUps();
    const ports = { wakeUps, clock: virtualClock(now), imageOf: documentFromImage };
    const dependencies = { ...ports, deadLetters: memoryDeadLetters() };
    return { ...dependencies, handler: planWakeUps(dependencies) };
  };

  it('asks for one wake-up for each instant', async () => {
    const { handler, wakeUps } = setUp();
    const [first, second, third] = writes(3);
    expect(failedOf(await handler(changes([first, second, third, third]), context()))).toEqual([]);
    expect([...wakeUps.scheduled]).toEqual([
      ['2026-07-02T22:00:00.000Z', '2026-07-02T21:58:30.000Z'],
      ['2026-07-03T22:00:00.000Z', '2026-07-03T21:58:30.000Z'],
    ]);
  });

  it('keeps what cannot be read, stops at what failed, and plans the rest when that comes again', async () => {
    const { handler, wakeUps, ...dependencies } = setUp();
    const schedule: typeof wakeUps.schedule = async (wakeUp) => {
      if (wakeUp.instant.startsWith('2026-07-03')) throw new UnavailableError('throttled');
      await wakeUps.schedule(wakeUp);
    };
    const failing = planWakeUps({ ...dependencies, wakeUps: { ...wakeUps, schedule } });
    const [, second, third, fourth] = writes(4);
    const batch = changes([undefined, second, third, fourth]);
    expect(failedOf(await failing(batch, context()))).toEqual(['3']);
    expect(dependencies.deadLetters.kept.map(({ id }) => id)).toEqual(['1']);
    await handler({ Records: batch.Records.slice(2) }, context());
    expect([...wakeUps.scheduled.keys()].toSorted()).toEqual([
      '2026-07-02T22:00:00.000Z',
      '2026-07-03T22:00:00.000Z',
      '2026-07-04T22:00:00.000Z',
    ]);
  });
});
