import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type EventLog, MalformedCursorError } from '#shared/application/ports.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { documents, history, idsOf, readAll, readAllBack } from './event-log.reading.ts';
import { event, now, plus } from './samples.ts';

/** Appends of any size, whose writers' clocks are a little off. */
const appends = fc
  .array(
    fc.array(fc.record({ document: fc.nat(7), skew: fc.integer({ min: -3, max: 3 }) }), {
      minLength: 1,
      maxLength: 6,
    }),
    { maxLength: 12 },
  )
  .map((batches) => {
    const sequences = new Map<string, number>();
    return batches.map((batch, tick) =>
      batch.map(({ document, skew }) => {
        const documentId = documents[document] ?? '';
        const sequence = (sequences.get(documentId) ?? 0) + 1;
        sequences.set(documentId, sequence);
        return event(documentId, sequence, plus(now, tick + skew));
      }),
    );
  });

/** What every `EventLog` promises of its places; what holds for any history is tried with so many. */
export const eventLogPlacesContract = (
  name: string,
  create: () => Promise<EventLog>,
  numRuns: number,
) => {
  let log: EventLog;

  beforeEach(async () => {
    log = await create();
  });

  const filled = async (batches: readonly (readonly CloudEvent[])[]) => {
    const filledLog = await create();
    for (const batch of batches) await filledLog.append(batch);
    return filledLog;
  };

  describe(`reading back in ${name}`, () => {
    it('gives nothing of an empty log', async () => {
      expect(await log.readBack({ limit: 3 })).toEqual({ events: [] });
    });

    it('gives exactly the reverse of reading on, in pages of any size', async () => {
      await fc.assert(
        fc.asyncProperty(appends, fc.integer({ min: 1, max: 9 }), async (batches, limit) => {
          const filledLog = await filled(batches);
          const { events } = await readAll(filledLog, 4);
          expect(idsOf(await readAllBack(filledLog, limit))).toEqual(idsOf(events).toReversed());
        }),
        { numRuns },
      );
    });

    it('goes on where it was, whatever was appended since', async () => {
      const events = history(20);
      await log.append(events.slice(0, 12));
      const page = await log.readBack({ limit: 5 });
      await log.append(events.slice(12));
      const rest = await log.readBack({ limit: 100, ...(page.next && { before: page.next }) });
      expect(idsOf([...page.events, ...rest.events])).toEqual(
        idsOf(events.slice(0, 12)).toReversed(),
      );
    });

    it('refuses a cursor that was not given out', async () => {
      await expect(log.readBack({ before: '', limit: 1 })).rejects.toThrow(MalformedCursorError);
    });
  });

  describe(`the cursor at an instant in ${name}`, () => {
    it('comes before everything recorded from then on, and not by much', async () => {
      await fc.assert(
        fc.asyncProperty(appends, fc.integer({ min: -4, max: 16 }), async (batches, offset) => {
          const filledLog = await filled(batches);
          const instant = plus(now, offset);
          const { events } = await readAll(filledLog);
          const { events: found } = await readAll(filledLog, 5, await filledLog.cursorAt(instant));
          const early = events.filter(({ recordedtime }) => recordedtime < instant);
          const missed = events.filter(({ id }) => !idsOf(found).includes(id));
          expect(idsOf(early)).toEqual(expect.arrayContaining(idsOf(missed)));
          // A clock is 3 ms fast at the most, another as slow: what is older than both is not read.
          for (const { recordedtime } of found)
            expect(recordedtime >= plus(instant, -6)).toBe(true);
        }),
        { numRuns },
      );
    });

    it('is the end of the log for an instant to come, and stays before what is recorded then', async () => {
      const events = history(20);
      await log.append(events.slice(0, 12));
      const cursor = await log.cursorAt(plus(now, 12));
      expect((await log.read({ after: cursor, limit: 9 })).events).toEqual([]);
      await log.append(events.slice(12));
      expect((await readAll(log, 3, cursor)).events).toEqual(events.slice(12));
    });

    it('stands within an append of many', async () => {
      const [document = ''] = documents;
      const events = Array.from({ length: 1203 }, (_, index) =>
        event(document, index + 1, plus(now, index)),
      );
      await log.append(events);
      const { events: found } = await readAll(log, 1000, await log.cursorAt(plus(now, 700)));
      expect(idsOf(found)).toEqual(idsOf(events.slice(700)));
    });
  });
};
