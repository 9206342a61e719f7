import { syncBuiltinESMExports } from 'node:module';
import { mock } from 'node:test';
import { shift } from '#shared/domain/instant.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { Chance } from './chance.ts';
import { Client } from './client.ts';
import { windUp } from './clockwork.ts';
import { Installation } from './installation.ts';
import type { Surroundings } from './invocation.ts';
import { Onlooker } from './onlooker.ts';
import type { Plant } from './plant.ts';
import { addressOf } from './receiving.ts';
import { Registrar } from './registrar.ts';
import {
  checkDeliveries,
  checkDue,
  checkEmpty,
  checkErased,
  checkLog,
  checkOnce,
  checkTold,
} from './rest.ts';
import { Subscriber } from './subscriber.ts';
import { Trace } from './trace.ts';
import { VirtualTime } from './virtual-time.ts';
import { type FaultKind, Weather } from './weather.ts';

export interface RunOptions {
  readonly seed: number;
  /** Only the first so many faults happen. */
  readonly faults?: number;
  readonly plant?: Plant;
}

/** What came of a run. */
export interface Outcome {
  readonly seed: number;
  /** Promises that were broken; the run stops at the first. */
  readonly violations: readonly string[];
  /** The last things that happened. */
  readonly tail: readonly string[];
  /** SHA-256 of everything that happened and of all that was stored, hex. */
  readonly hash: string;
  readonly lastFault: string;
  readonly figures: Figures;
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly statuses: ReadonlyMap<number, number>;
}

export type Figures = Readonly<Record<(typeof figureNames)[number], number>>;

export const figureNames = [
  'steps',
  'invocations',
  'crashes',
  'requests',
  'writes',
  'events',
  'deliveries',
  'looks',
  'faults',
  'rebuilt',
] as const;

const minute = 60_000;
const hour = 60 * minute;

const throttled = [
  'repository',
  'bus',
  'log',
  'deliveries',
  'endpoints',
  'subscriptions',
  'deliveryQueue',
  'wakeUps',
  'files',
] as const;

/** Plays one run: people and faults for a while, then calm, and what must hold when all has come to rest. */
export const play = async (options: RunOptions): Promise<Outcome> => {
  // Middy sets a timer against the end of an invocation; here a function that is out of time just dies.
  mock.timers.enable({ apis: ['setTimeout'] });
  syncBuiltinESMExports();
  try {
    return await played(options);
  } finally {
    mock.timers.reset();
    syncBuiltinESMExports();
  }
};

const played = async ({
  seed,
  faults = Number.MAX_SAFE_INTEGER,
  plant,
}: RunOptions): Promise<Outcome> => {
  const chance = new Chance(seed);
  const trace = new Trace();
  // Before a Swedish midnight as a rule, and at times before the clocks change.
  const date = chance.pick(['2026-03-28', '2026-06-30', '2026-10-24', '2026-12-31', '2026-02-10']);
  const start = `${date}T${chance.pick(['08', '17', '21'])}:${chance.int(10, 59)}:00.000Z`;
  const time = new VirtualTime(start, trace);
  const weather = new Weather(chance.fork(), faults, (what) => time.note(what));
  const surroundings: Surroundings = { time, weather, chance: chance.fork() };
  const world = new Installation(surroundings, chance.fork(), plant);
  const client = new Client(world, chance.fork());
  const onlooker = new Onlooker(world, client);
  const people = {
    registrar: new Registrar(world, client, chance.fork()),
    subscriber: new Subscriber(world, client, chance.fork()),
  };
  const { violations } = world.watch;
  const pass = (milliseconds: number) =>
    time.pass(shift(time.now, milliseconds), () => violations.length === 0);

  windUp(world);
  await live(world, people, chance.fork(), pass);
  if (violations.length === 0) await comeToRest(world, people, pass);

  for (const { event } of world.watch.events.values()) trace.digest(event);
  for (const [address, bodies] of world.receivers.accepted) trace.digest([address, ...bodies]);
  return {
    seed,
    violations,
    tail: trace.tail,
    hash: trace.end(),
    lastFault: weather.last,
    faults: weather.counts,
    statuses: client.statuses,
    figures: {
      steps: time.steps,
      invocations: world.counts.invocations,
      crashes: world.counts.died,
      requests: [...client.statuses.values()].reduce((a, b) => a + b, 0),
      writes: world.watch.writes,
      events: world.watch.events.size,
      deliveries: world.receivers.sent,
      looks: onlooker.looks,
      faults: weather.injected,
      rebuilt: world.watch.rebuilt.size,
    },
  };
};

interface People {
  readonly registrar: Registrar;
  readonly subscriber: Subscriber;
}

type Pass = (milliseconds: number) => Promise<void>;

/** People do what they do, at once or hours apart, while things go wrong. */
const live = async (
  world: Installation,
  { registrar, subscriber }: People,
  chance: Chance,
  pass: Pass,
): Promise<void> => {
  const { time, weather } = world.surroundings;
  void subscriber.subscribe();
  await pass(minute);
  for (let number = chance.int(1, 3); number > 0; number--) void registrar.register();
  for (let number = chance.int(0, 2); number > 0; number--) void subscriber.subscribe();
  await pass(minute);
  const actions = [
    ...Array(9).fill(() => registrar.decide()),
    ...Array(3).fill(() => registrar.upload()),
    ...Array(3).fill(() => registrar.decideTogether()),
    ...Array(2).fill(() => subscriber.meddle()),
    ...Array(2).fill(() => registrar.change()),
    () => registrar.decideForAll(),
    () => registrar.register(),
    () => registrar.withdraw(),
    () => registrar.erase(),
    () => subscriber.subscribe(),
  ];
  for (let number = chance.int(12, 28); number > 0; number--) {
    if (chance.is(0.2))
      weather.throttle(chance.pick(throttled), time.milliseconds, chance.int(1, 300));
    void chance.among(actions)?.();
    const waits = [0, 0, chance.int(0, 3_000), chance.int(0, 3) * minute, chance.int(0, 4) * hour];
    await pass(chance.among(waits) ?? 0);
  }
};

/** Nothing goes wrong any more, an operator sends in again what was given up, and time passes. */
const comeToRest = async (world: Installation, people: People, pass: Pass): Promise<void> => {
  const { weather } = world.surroundings;
  const { subscriber } = people;
  weather.clearUp();
  world.receivers.recover();
  await pass(45 * minute);
  await redrive(world);
  await pass(75 * minute);
  await redrive(world);
  await pass(5 * minute);
  if (world.watch.violations.length > 0) return;
  checkEmpty(world);
  checkDue(world, false);
  await checkLog(world);
  await checkOnce(world);
  await checkDeliveries(world, await subscriber.all(), true);
  await checkTold(
    world,
    (await subscriber.all()).filter((one) => isSteady(one, subscriber)),
  );

  await pass(28 * hour);
  for (const subscription of await subscriber.all()) {
    if (subscription.state === 'disabled') await asked(pass, subscriber.enable(subscription));
  }
  await pass(hour);
  for (const { subscriptionId } of await subscriber.all()) {
    await asked(pass, subscriber.replay(subscriptionId, 'undelivered'));
  }
  await pass(2 * hour);
  if (world.watch.violations.length > 0) return;
  checkEmpty(world);
  checkDue(world, true);
  await checkErased(world);
  await checkLog(world);
  await checkDeliveries(world, await subscriber.all(), false);
  await checkTold(world, await subscriber.all());
};

const isSteady = (
  { subscriptionId, target }: Subscription,
  { steady, meddled }: Subscriber,
): boolean => steady.has(addressOf(target)) && !meddled.has(subscriptionId);

const asked = async (pass: Pass, request: Promise<void>): Promise<void> => {
  void request;
  await pass(minute);
};

const redrive = async ({ queues, streams }: Installation): Promise<void> => {
  for (const queue of Object.values(queues)) queue.redrive();
  for (const stream of Object.values(streams)) void stream.redrive();
};
