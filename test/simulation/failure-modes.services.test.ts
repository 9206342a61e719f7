import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnavailableError } from '#shared/application/ports.ts';
import { logger } from '#shared/runtime/logger.ts';
import { metrics } from '#shared/runtime/metrics.ts';
import { type Outage, serviceWorld } from './service-world.ts';

const start = '2026-06-30T21:30:00.000Z';
const midnight = '2026-06-30T22:00:00.000Z';
const documents = 12;

beforeEach(() => {
  vi.spyOn(metrics, 'addMetric');
  vi.spyOn(logger, 'error');
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the alarm on lateness looks at: milliseconds from an instant to the write. */
const latest = () =>
  Math.max(
    ...vi
      .mocked(metrics.addMetric)
      .mock.calls.flatMap(([name, , value]) => (name === 'LatenessWritten' ? [value] : [])),
  );
/** What the alarm on errors counts. */
const errors = () => vi.mocked(logger.error).mock.calls.map(([line]) => line);

const throttled = new UnavailableError('throttled');
const named = (name: string, message: string) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 403 } });
const denied = named('AccessDeniedException', 'not authorized to perform it');
const quota = named('ServiceQuotaExceededException', 'too many schedules');

/** Documents that are repealed at midnight, with outages, until an hour after it. */
const night = async (...outages: readonly Outage[]) => {
  const world = serviceWorld(start, outages);
  await world.documents(documents);
  await world.passUntil('2026-06-30T23:00:00.000Z');
  return world;
};

const minuteOf = (of: Outage['of'], error: Error): Outage => ({
  of,
  error,
  from: '2026-06-30T21:59:58.000Z',
  to: '2026-06-30T22:00:58.000Z',
});

const nothingWrong = { documents, wrong: [] };

describe('a night without faults', () => {
  it('is on time, and silent', async () => {
    const world = await night();
    expect(await world.outcome()).toEqual(nothingWrong);
    expect(latest()).toBeLessThan(1_000);
    expect(world.ages.relay).toBeLessThan(5_000);
    expect(errors()).toEqual([]);
  });
});

describe('DynamoDB that throttles for a minute, at midnight', () => {
  it('makes changes late, which the alarm on lateness sees; nothing is lost', async () => {
    const world = await night(minuteOf('DynamoDB', throttled));
    expect(await world.outcome()).toEqual(nothingWrong);
    expect(latest()).toBeGreaterThanOrEqual(30_000);
    expect(latest()).toBeLessThan(180_000);
    expect(world.putAside).toEqual([]);
    expect(world.deadLetters.kept).toEqual([]);
  });
});

describe('PutEvents that refuses for a minute, at midnight', () => {
  it('makes events late, which the age of the stream shows; nothing is lost', async () => {
    const world = await night(minuteOf('EventBridge', throttled));
    expect(await world.outcome()).toEqual(nothingWrong);
    // The alarm: a minute. The changes themselves are on time.
    expect(latest()).toBeLessThan(1_000);
    expect(world.ages.relay).toBeGreaterThanOrEqual(57_000);
    expect(world.ages.relay).toBeLessThan(180_000);
    expect(world.putAside).toEqual([]);
    expect(world.deadLetters.kept).toEqual([]);
  });
});

describe('Scheduler that creates no schedules', () => {
  const all = { of: 'Scheduler', from: start, to: '2026-07-01T00:00:00.000Z' } as const;

  it.each([
    ['since there are too many', quota],
    ['since the role may not', denied],
    ['since it is out of reach', throttled],
  ])('%s leaves the changes to the sweep, within a minute', async (_, error) => {
    const world = await night({ ...all, error });
    expect(world.wakeUps.scheduled.size).toBe(0);
    expect(await world.outcome()).toEqual(nothingWrong);
    expect(latest()).toBeLessThan(61_000);
    // Events do not wait for wake-ups: each function follows the stream by itself.
    expect(world.ages.relay).toBeLessThan(5_000);
    // What does not pass by itself is an alarm at once.
    expect(errors().includes('record failed')).toBe(error !== throttled);
  });

  it('plans what is to come as soon as it creates them again', async () => {
    const world = await night({ ...all, to: '2026-06-30T21:31:00.000Z', error: quota });
    expect([...world.wakeUps.scheduled.keys()]).toContain(midnight);
    expect(await world.outcome()).toEqual(nothingWrong);
    expect(latest()).toBeLessThan(1_000);
  });
});

describe('a permission that is missing', () => {
  it('for the table holds everything where it is until somebody gives it back', async () => {
    const world = await night({
      ...minuteOf('DynamoDB', denied),
      to: '2026-06-30T22:20:00.000Z',
    });
    expect(await world.outcome()).toEqual(nothingWrong);
    expect(errors().length).toBeGreaterThan(0);
    expect(latest()).toBeGreaterThanOrEqual(20 * 60_000);
    expect(world.deadLetters.kept).toEqual([]);
  });

  it('for the bus does so too, and the age of the stream grows meanwhile', async () => {
    const world = await night({
      ...minuteOf('EventBridge', denied),
      to: '2026-06-30T22:10:00.000Z',
    });
    expect(await world.outcome()).toEqual(nothingWrong);
    expect(errors()).toContain('record failed');
    expect(world.ages.relay).toBeGreaterThanOrEqual(8 * 60_000);
    expect(world.deadLetters.kept).toEqual([]);
    expect(world.putAside).toEqual([]);
  });
});
