import { describe, expect, it } from 'vitest';
import type { DocumentImage } from '#shared/adapters/document-image.ts';
import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
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
    const dependencies = { log, bus, imageOf: documentFromImage };
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

  it('reports a record that nobody can read; its neighbours are carried', async () => {
    const { handler, bus, logged } = setUp();
    const [first, second] = writes(2);
    const response = await handler(changes([first, undefined, second]), context());
    expect(failedOf(response)).toEqual(['2']);
    expect(sequences(bus.events)).toEqual([1, 2]);
    expect(await logged()).toEqual([1, 2]);
  });

  it('reports a record that cannot be placed; those after it are carried', async () => {
    const { handler: _handler, ...dependencies } = setUp();
    const publish = async (events: readonly CloudEvent[]) => {
      if (sequences(events).includes(2)) throw new Error('not taken');
      await dependencies.bus.publish(events);
    };
    const handler = relayEvents({ ...dependencies, bus: { publish } });
    expect(failedOf(await handler(changes(writes(3)), context()))).toEqual(['2']);
    expect(sequences(dependencies.bus.events)).toEqual([1, 3]);
    expect(new Set(await dependencies.logged())).toEqual(new Set([1, 2, 3]));
  });
});

describe('plan-wakeups', () => {
  const setUp = () => {
    const wakeUps = memoryWakeUps();
    const dependencies = { wakeUps, clock: virtualClock(now), imageOf: documentFromImage };
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

  it('reports what failed or cannot be read, and plans the rest', async () => {
    const { handler: _handler, wakeUps, ...dependencies } = setUp();
    const schedule: typeof wakeUps.schedule = async (wakeUp) => {
      if (wakeUp.instant.startsWith('2026-07-03')) throw new Error('throttled');
      await wakeUps.schedule(wakeUp);
    };
    const handler = planWakeUps({ ...dependencies, wakeUps: { ...wakeUps, schedule } });
    const [, second, third, fourth] = writes(4);
    const response = await handler(changes([undefined, second, third, fourth]), context());
    expect(failedOf(response)).toEqual(['1', '3']);
    expect([...wakeUps.scheduled.keys()]).toEqual([
      '2026-07-02T22:00:00.000Z',
      '2026-07-04T22:00:00.000Z',
    ]);
  });
});
