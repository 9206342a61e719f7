import { systemClock } from '#shared/adapters/system/clock.ts';
import type { DocumentWrite } from '#shared/application/ports.ts';
import { createTables } from '../../support/emulator-tables.ts';
import { median } from '../numbers.ts';
import { applyAtMidnight, barePuts, bareUpdates } from './apply.ts';
import { copies, midnight, store } from './archive.ts';
import { type Counts, counted } from './counted.ts';
import { benchClient, clockBefore } from './emulated.ts';
import { logged, planned, relayed } from './told.ts';

const hour = 3_600_000;

/** So many documents at one midnight: what it costs, and what comes of it. */
export const nightOf = async (endpointUrl: string, write: DocumentWrite, count: number) => {
  const client = benchClient(endpointUrl);
  const bare = benchClient(endpointUrl);
  const { nameOf, drop } = await createTables(bare);
  const counter = counted(client, nameOf);
  const log = { client, eventsTable: nameOf('events') };
  const documents = copies(write, count);
  await store(client, nameOf('documents'), documents);
  const schedule = await planned(endpointUrl, clockBefore(midnight, hour), documents);
  counter.take();

  const night = await applyAtMidnight({ client, nameOf }, () =>
    clockBefore(midnight, ahead(count)),
  );
  const applying = counter.take();
  const some = night.writes.slice(0, 2_000);
  const floor = await bareUpdates({ client: bare, nameOf }, some);
  const { putEvents, onBus } = await relayed(endpointUrl, log, night.writes);
  const relaying = counter.take();
  const { ids, expected } = await logged(log, night.writes);
  await drop();
  for (const each of [client, bare]) each.destroy();

  return {
    documents: count,
    applied: night.applied,
    invocations: night.invocations,
    requestsPerTransition: perDocument(total(applying.requests), count),
    requests: { applyDue: applying.requests, relay: relaying.requests, putEvents },
    writeUnitsPerTransition: eachPerDocument([applying, relaying], count),
    writeUnitsInAll: perDocument(total(applying.writes) + total(relaying.writes), count),
    readUnitsPerTransition: perDocument(total(applying.reads) + total(relaying.reads), count),
    events: {
      expected: expected.length,
      inLog: ids.length,
      distinct: new Set(ids).size,
      onBus,
      exact: same(ids, expected) && onBus === expected.length,
    },
    schedules: schedule.schedules,
    scheduleRequests: schedule.requests,
    transitionsPerSecond: Math.round(perSecond(count, night.milliseconds)),
    floorPerSecond: Math.round(perSecond(some.length, floor.milliseconds)),
    ratioToFloor: round(
      perSecond(count, night.milliseconds) / perSecond(some.length, floor.milliseconds),
    ),
  };
};

/** Rounds of the same work and of bare updates, in turns, so that what else the machine does is shared by both. */
export const ratioToFloor = async (
  endpointUrl: string,
  write: DocumentWrite,
  { documents: count, rounds }: { readonly documents: number; readonly rounds: number },
) => {
  const client = benchClient(endpointUrl);
  const { nameOf, drop } = await createTables(client);
  const documents = copies(write, count);
  const measured: { ours: number; late: number; floor: number; puts: number }[] = [];
  for (let turn = 0; turn < rounds; turn++) {
    const prepare = () => store(client, nameOf('documents'), documents);
    await prepare();
    const { milliseconds: ours, writes } = await applyAtMidnight({ client, nameOf }, () =>
      clockBefore(midnight, ahead(count)),
    );
    const { milliseconds: puts } = await barePuts({ client, nameOf }, writes);
    const { milliseconds: floor } = await bareUpdates({ client, nameOf }, writes);
    await prepare();
    const began = systemClock.now();
    await applyAtMidnight({ client, nameOf }, () => clockBefore(midnight, 0));
    const late = Date.parse(systemClock.now()) - Date.parse(began);
    measured.push({ ours, late, floor, puts });
  }
  await drop();
  client.destroy();
  const speed = (milliseconds: number) => Math.round(perSecond(count, milliseconds));
  return {
    documents: count,
    rounds,
    transitionsPerSecond: speed(median(measured.map(({ ours }) => ours))),
    floorPerSecond: speed(median(measured.map(({ floor }) => floor))),
    ratio: round(median(measured.map(({ ours, floor }) => floor / ours))),
    ratioToBarePuts: round(median(measured.map(({ ours, puts }) => puts / ours))),
    ratioWithoutWarmUp: round(median(measured.map(({ late, floor }) => floor / late))),
  };
};

/** Time to load: on a busy machine with everything on it, more than in Lambda. */
const ahead = (count: number): number => 2_000 + count;

const perSecond = (count: number, milliseconds: number): number => (count * 1000) / milliseconds;

const total = (counts: Counts['requests']): number =>
  Object.values(counts).reduce((sum, one) => sum + one, 0);

const round = (value: number): number => Number(value.toFixed(2));

const perDocument = (value: number, count: number): number => Number((value / count).toFixed(3));

const eachPerDocument = (counts: readonly Counts[], count: number): Record<string, number> => {
  const names = new Set(counts.flatMap(({ writes }) => Object.keys(writes)));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      perDocument(
        counts.reduce((sum, { writes }) => sum + (writes[name] ?? 0), 0),
        count,
      ),
    ]),
  );
};

const same = (ids: readonly string[], expected: readonly string[]): boolean =>
  ids.length === expected.length && ids.toSorted().join() === expected.toSorted().join();
