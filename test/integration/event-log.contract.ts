import { beforeEach, describe, expect, it } from 'vitest';
import { type EventLog, MalformedCursorError } from '#shared/application/ports.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { documents, history, idsOf, readAll } from './event-log.reading.ts';
import { event, newId, now, plus } from './samples.ts';

const encode = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');

/** What every `EventLog` promises. */
export const eventLogContract = (name: string, create: () => Promise<EventLog>) => {
  let log: EventLog;

  beforeEach(async () => {
    log = await create();
  });

  describe(`the log in ${name}`, () => {
    it('is empty at first, with a cursor that stays valid', async () => {
      const start = await log.read({ limit: 10 });
      expect(start).toMatchObject({ events: [], more: false });
      const events = history(3);
      await log.append(events);
      expect((await log.read({ after: start.cursor, limit: 10 })).events).toEqual(events);
    });

    it('gives events whole, merged by the time of recording', async () => {
      const events = history(40);
      await log.append(events);
      expect((await readAll(log)).events).toEqual(events);
    });

    it.each([1, 2, 3, 7, 40, 41])('gives the same in pages of %i', async (limit) => {
      const events = history(40);
      for (let start = 0; start < 40; start += 9) await log.append(events.slice(start, start + 9));
      const read = await readAll(log, limit);
      expect(read.events).toEqual(events);
      expect(await log.read({ after: read.cursor, limit })).toEqual({
        events: [],
        cursor: read.cursor,
        more: false,
      });
    });

    it('has another text in the place of one that is overwritten, and every cursor holds', async () => {
      const events = history(12);
      await log.append(events);
      const middle = await log.read({ limit: 5 });
      const [, second] = events;
      if (second === undefined) throw new Error('There is one');
      const other = { ...second, data: { documentId: second.subject } };
      await log.overwrite([other]);
      const expected = events.map((one) => (one.id === second.id ? other : one));
      expect((await readAll(log)).events).toEqual(expected);
      expect((await readAll(log, 3, middle.cursor)).events).toEqual(expected.slice(5));
      expect(await log.events([second.id])).toEqual([other]);
      // A relay that is late says it again, and is not believed.
      await log.append([second]);
      expect(await log.events([second.id])).toEqual([other]);
      expect(await log.placed(second.subject)).toContainEqual(other);
    });

    it('overwrites nothing that is not there', async () => {
      const lost = event(newId(), 1, now);
      await expect(log.overwrite([lost])).rejects.toThrow();
      expect(await log.placed(lost.subject)).toEqual([]);
    });

    it('says that there is more exactly while there is', async () => {
      await log.append(history(4));
      expect((await log.read({ limit: 3 })).more).toBe(true);
      expect((await log.read({ limit: 4 })).more).toBe(false);
    });

    it('goes on from any cursor with what was appended since', async () => {
      const events = history(60);
      await log.append(events.slice(0, 25));
      const first = await readAll(log, 4);
      await log.append(events.slice(25));
      expect(idsOf((await readAll(log, 7, first.cursor)).events)).toEqual(idsOf(events.slice(25)));
    });

    it('gives what was recorded earlier but appended later', async () => {
      const [document = ''] = documents;
      await log.append([event(document, 1, plus(now, 1000))]);
      const { cursor } = await readAll(log);
      const late = history(8).slice(1);
      await log.append(late);
      expect(idsOf((await readAll(log, 2, cursor)).events).toSorted()).toEqual(
        idsOf(late).toSorted(),
      );
    });

    it('keeps the order of each document whatever its clocks say', async () => {
      const [document = ''] = documents;
      const events = [3000, 1000, 2000].map((offset, index) =>
        event(document, index + 1, plus(now, offset)),
      );
      for (const each of events) await log.append([each]);
      await log.append(history(16).slice(1, 8));
      const read = (await readAll(log, 2)).events.filter(({ subject }) => subject === document);
      expect(idsOf(read)).toEqual(idsOf(events));
    });

    it('may give an event twice where it was appended twice, as it was first', async () => {
      const [original] = history(1);
      if (original === undefined) throw new Error('No event');
      await log.append([original]);
      await log.append([{ ...original, time: plus(now, 5) }]);
      expect((await readAll(log)).events).toEqual([original, original]);
    });

    it('takes nothing, and more than one chunk holds', async () => {
      await log.append([]);
      const [document = ''] = documents;
      const events = Array.from({ length: 1203 }, (_, index) => event(document, index + 1));
      await log.append(events);
      expect(idsOf((await readAll(log, 1000)).events)).toEqual(idsOf(events));
    });

    it.each([
      ['empty', ''],
      ['no base64url', '%%%'],
      ['no JSON', Buffer.from('{').toString('base64url')],
      ['too few shards', encode([[1, 0]])],
      ['too many shards', encode(Array(5).fill([1, 0]))],
      ['position 0', encode(Array(4).fill([0, 0]))],
      ['a negative index', encode(Array(4).fill([1, -1]))],
      ['a fraction', encode(Array(4).fill([1.5, 0]))],
      ['text', encode(Array(4).fill(['1', '0']))],
      ['another list', encode({ documentId: 'x' })],
    ])('refuses a cursor with %s', async (_, after) => {
      await expect(log.read({ after, limit: 1 })).rejects.toThrow(MalformedCursorError);
    });

    it('reads nothing, and skips nothing, from a cursor that runs ahead', async () => {
      await log.append(history(8));
      const ahead = encode(Array(4).fill([1000, 0]));
      expect(await log.read({ after: ahead, limit: 5 })).toMatchObject({ events: [], more: false });
    });
  });

  describe(`events by their ids in ${name}`, () => {
    it('come in the order asked for, without those that are not there', async () => {
      const [first, second, third] = history(3);
      if (!first || !second || !third) throw new Error('No events');
      await log.append([first, second, third]);
      const absent = [`${newId()}-0000000001`, first.id.replace(/.$/u, '9'), 'nonsense', ''];
      const asked = [third.id, ...absent, first.id, third.id];
      expect(await log.events(asked)).toEqual([third, first, third]);
      expect(await log.events([])).toEqual([]);
    });
  });

  describe(`a document's events in ${name}`, () => {
    const [document = '', other = ''] = documents;

    it('are given after a sequence, in order', async () => {
      const events = Array.from({ length: 12 }, (_, index) => event(document, index + 1));
      await log.append([...events, event(other, 1)]);
      const of = (after: number, limit = 100) =>
        log.ofDocument({ documentId: document, after, limit });
      expect(await of(0)).toEqual(events);
      expect(await of(9)).toEqual(events.slice(9));
      expect(await of(2, 3)).toEqual(events.slice(2, 5));
      expect(await of(12)).toEqual([]);
    });

    it('stop before one that is not there yet', async () => {
      await log.append([1, 2, 4].map((sequence) => event(document, sequence)));
      const of = (after: number) => log.ofDocument({ documentId: document, after, limit: 9 });
      expect((await of(0)).map(({ sequence }) => Number(sequence))).toEqual([1, 2]);
      expect(await of(2)).toEqual([]);
      await log.append([event(document, 3)]);
      expect((await of(0)).map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3, 4]);
    });

    it('are given gaps and all to who asks what is there', async () => {
      const events = [1, 2, 4, 7].map((sequence) => event(document, sequence));
      await log.append([...events, event(other, 1)]);
      expect(await log.placed(document)).toEqual(events);
      expect(await log.placed(newId())).toEqual([]);
    });
  });

  describe(`many writers of the log in ${name}`, () => {
    it('lose nothing, and a reader beside them skips nothing', async () => {
      const writers = Array.from({ length: 6 }, () => newId(0));
      const perWriter = 12;
      const appended = Promise.all(
        writers.map(async (documentId) => {
          for (let sequence = 1; sequence <= perWriter; sequence += 1) {
            await log.append([event(documentId, sequence)]);
          }
        }),
      ).then(() => true);
      const seen: CloudEvent[] = [];
      let cursor: string | undefined;
      for (let done = false; !done; ) {
        done = await Promise.race([appended, Promise.resolve(false)]);
        const read = await readAll(log, 5, cursor);
        seen.push(...read.events);
        ({ cursor } = read);
      }
      for (const documentId of writers) {
        const sequences = seen
          .filter(({ subject }) => subject === documentId)
          .map(({ sequence }) => Number(sequence));
        expect(sequences).toEqual(Array.from({ length: perWriter }, (_, index) => index + 1));
      }
    });
  });
};
