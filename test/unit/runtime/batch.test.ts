import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { memoryDeadLetters } from '#shared/adapters/memory/dead-letters.ts';
import { ConflictError, UnavailableError } from '#shared/application/ports.ts';
import { allRecords, eachMessage } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { failedOf, messages, queueEnd } from '../../support/invocations.ts';

const item = z.object({ n: z.number() });
const passing = [new UnavailableError('throttled'), new ConflictError('someone was first')];
const refused = Object.assign(new Error('not allowed'), { $metadata: {} });

/** Handles items, and fails with what is planned for their number. */
const handling = (failures: Readonly<Record<number, Error>> = {}) => {
  const handled: number[] = [];
  const handle = async (items: readonly z.infer<typeof item>[]) => {
    for (const { n } of items) {
      const failure = failures[n];
      if (failure !== undefined) throw failure;
    }
    handled.push(...items.map(({ n }) => n));
  };
  return { handled, handle };
};

const unkept = { keep: () => Promise.reject(new UnavailableError('no room')) };

describe('a batch of messages', () => {
  const run = async (
    bodies: readonly unknown[],
    { failures = {}, received = 1, end = queueEnd() }: Partial<Run> = {},
  ) => {
    const { handled, handle } = handling(failures);
    const response = await eachMessage(messages(bodies, received).Records, {
      ...end,
      parse: (body) => item.parse(body),
      handle: (one) => handle([one]),
    });
    return { handled, failed: failedOf(response), kept: end.deadLetters.kept };
  };

  interface Run {
    readonly failures: Readonly<Record<number, Error>>;
    readonly received: number;
    readonly end: ReturnType<typeof queueEnd>;
  }

  it('is done when each of them is', async () => {
    const { handled, failed, kept } = await run([{ n: 1 }, { n: 2 }]);
    expect({ handled, failed, kept }).toEqual({ handled: [1, 2], failed: [], kept: [] });
  });

  it('gives back the one that failed; its neighbours are handled', async () => {
    const { handled, failed, kept } = await run([{ n: 1 }, { n: 2 }, { n: 3 }], {
      failures: { 2: new Error('broken') },
    });
    expect({ handled, failed, kept }).toEqual({ handled: [1, 3], failed: ['2'], kept: [] });
  });

  it.each(['no JSON', '{"n":"one"}', 'null'])(
    'keeps at once what nobody can read: %s',
    async (body) => {
      const { handled, failed, kept } = await run([{ n: 1 }, body, { n: 3 }]);
      expect({ handled, failed }).toEqual({ handled: [1, 3], failed: [] });
      expect(kept).toEqual([{ id: '2', body, reason: expect.stringMatching(/^\w*Error: ./) }]);
    },
  );

  it.each([new Error('broken'), ...passing, refused])(
    'keeps at the last attempt what still fails, with the reason: %s',
    async (error) => {
      const failures = { 2: error };
      const before = await run([{ n: 1 }, { n: 2 }], { failures, received: 4 });
      expect(before).toMatchObject({ failed: ['2'], kept: [] });
      const last = await run([{ n: 1 }, { n: 2 }], { failures, received: 5 });
      expect(last).toMatchObject({
        handled: [1],
        failed: [],
        kept: [{ id: '2', body: '{"n":2}', reason: `${error.name}: ${error.message}` }],
      });
    },
  );

  it('gives back what could not be kept either', async () => {
    const { handled, handle } = handling({ 3: new Error('broken') });
    const response = await eachMessage(messages([{ n: 1 }, '{', { n: 3 }], 5).Records, {
      deadLetters: unkept,
      attempts: 5,
      parse: (body) => item.parse(body),
      handle: (one) => handle([one]),
    });
    expect(handled).toEqual([1]);
    expect(failedOf(response)).toEqual(['2', '3']);
  });
});

describe('a batch of stream records', () => {
  const records = (images: readonly unknown[]): DynamoDBRecord[] =>
    images.map((image, index) => ({
      eventName: 'MODIFY',
      dynamodb: {
        SequenceNumber: String(index + 1),
        // What the parser of these tests reads in place of attribute values.
        NewImage: { image: { S: JSON.stringify(image) } },
      },
    }));

  const parse = (image: unknown) => {
    const { S } = z.object({ image: z.object({ S: z.string() }) }).parse(image).image;
    return item.parse(JSON.parse(S));
  };

  const run = async (
    images: readonly unknown[],
    failures: Readonly<Record<number, Error>> = {},
  ) => {
    const { handled, handle } = handling(failures);
    const deadLetters = memoryDeadLetters();
    const response = await allRecords(records(images), { deadLetters, parse, handle });
    return { handled, failed: failedOf(response), kept: deadLetters.kept };
  };

  it('is handled in one go', async () => {
    const calls: number[] = [];
    const response = await allRecords(records([{ n: 1 }, { n: 2 }]), {
      deadLetters: unkept,
      parse,
      handle: async (items) => void calls.push(items.length),
    });
    expect(failedOf(response)).toEqual([]);
    expect(calls).toEqual([2]);
  });

  it('keeps a record that nobody can read, whole and with the reason; its neighbours are handled', async () => {
    const { handled, failed, kept } = await run([{ n: 1 }, { n: 'two' }, { n: 3 }]);
    expect({ handled, failed }).toEqual({ handled: [1, 3], failed: [] });
    const [{ id, body, reason } = { id: '', body: '', reason: '' }, ...others] = kept;
    expect(others).toEqual([]);
    expect(id).toBe('2');
    expect(JSON.parse(body)).toEqual(records([0, { n: 'two' }])[1]);
    expect(reason).toMatch(/^ZodError/);
  });

  it('keeps a record that the code fails on; its neighbours are handled in order', async () => {
    const { handled, failed, kept } = await run([{ n: 1 }, { n: 2 }, { n: 3 }], {
      2: new TypeError('undefined is not a function'),
    });
    expect({ handled, failed }).toEqual({ handled: [1, 3], failed: [] });
    expect(kept).toMatchObject([{ id: '2', reason: 'TypeError: undefined is not a function' }]);
  });

  it.each([...passing, refused, new AggregateError([new Error('a'), passing[0]])])(
    'stops at a record that may be handled later, so that nothing after it is handled over and over: %s',
    async (error) => {
      const { handled, failed, kept } = await run([{ n: 1 }, { n: 2 }, { n: 3 }], { 2: error });
      expect({ handled, failed, kept }).toEqual({ handled: [1], failed: ['2'], kept: [] });
    },
  );

  it('stops at a record that could not be kept, and handles those before it', async () => {
    const { handled, handle } = handling();
    const response = await allRecords(records([{ n: 1 }, {}, { n: 3 }]), {
      deadLetters: unkept,
      parse,
      handle,
    });
    expect(handled).toEqual([1]);
    expect(failedOf(response)).toEqual(['2']);
  });

  it('stops at a record that the code fails on where it could not be kept', async () => {
    const { handled, handle } = handling({ 2: new Error('broken') });
    const response = await allRecords(records([{ n: 1 }, { n: 2 }, { n: 3 }]), {
      deadLetters: unkept,
      parse,
      handle,
    });
    expect(handled).toEqual([1]);
    expect(failedOf(response)).toEqual(['2']);
  });
});

describe('the log of a message that failed', () => {
  const linesOf = async (failure: Error) => {
    const [warn, error] = [vi.spyOn(logger, 'warn'), vi.spyOn(logger, 'error')];
    await eachMessage(messages([{ n: 1 }]).Records, {
      ...queueEnd(),
      parse: (body) => item.parse(body),
      handle: () => Promise.reject(failure),
    });
    const lines = [warn, error].map(({ mock }) => mock.calls.map(([line]) => line));
    vi.restoreAllMocks();
    return lines;
  };

  it.each([...passing, new AggregateError(passing)])(
    'has a warning where it passes by itself, so that no alarm goes: %s',
    async (failure) => {
      expect(await linesOf(failure)).toEqual([['record failed for now'], []]);
    },
  );

  it.each([
    refused,
    new TypeError('a fault in the code'),
    new AggregateError([...passing, refused]),
  ])('has an error where it does not: %s', async (failure) => {
    expect(await linesOf(failure)).toEqual([[], ['record failed']]);
  });
});
