import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryDuties } from '#shared/adapters/memory/duties.ts';
import { memoryEndpoints } from '#shared/adapters/memory/endpoints.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryReplays } from '#shared/adapters/memory/replays.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { deliverDue } from '#shared/application/deliver-due.ts';
import { fanOut } from '#shared/application/fan-out.ts';
import type {
  DeliveryQueue,
  EventLog,
  ReplayQueue,
  Sender,
  SignWebhook,
  Wake,
} from '#shared/application/ports.ts';
import { relayEvents } from '#shared/application/relay-events.ts';
import { runReplay } from '#shared/application/run-replay.ts';
import { sweepDeliveries } from '#shared/application/sweep-deliveries.ts';
import type { Delivery } from '#shared/domain/delivery.ts';
import type { Change } from '#shared/domain/document.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { between, type Instant, shift } from '#shared/domain/instant.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { type FaultPlan, faultPlan, withFaults } from '../support/faults.ts';
import { subscription } from '../support/subscriptions.ts';
import { documentsIn } from './documents.ts';
import { withLaggingIndex } from './lagging-index.ts';
import { type Answer, accepts, type Received, type Receiver } from './receivers.ts';
import { virtualQueue } from './virtual-queue.ts';
import { passUntil, skewed } from './virtual-time.ts';

/** One attempt, as the receiver saw it. */
export interface Sent extends Received {
  readonly to: number;
  readonly answer: Answer;
}

export interface WorldOptions {
  readonly start?: Instant;
  /** Faults of the deliver function's ports; it comes to life again when it is invoked the next time. */
  readonly plan?: FaultPlan;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** How often each message of the deliveries queue arrives. */
  readonly copies?: () => number;
  /** How much later than asked for they arrive. */
  readonly latencyMs?: () => number;
  /** Milliseconds by which the clock of a worker is ahead of the others, anew for each. */
  readonly skew?: () => number;
  /** Milliseconds by which each sweep comes late. */
  readonly sweepLate?: () => number;
  readonly appendTakesMs?: number;
  /** How long the index of waiting deliveries takes to show a write. */
  readonly indexLagMs?: number;
  readonly sign?: SignWebhook;
}

/** From committed writes to receivers: the real use cases over memory, in virtual time. */
export const deliveryWorld = (options: WorldOptions = {}) => {
  const { plan = faultPlan({ at: 0 }), random = () => 0.5, skew = () => 0 } = options;
  const { start = '2026-07-01T08:00:00.000Z', indexLagMs = 0 } = options;
  const clock = virtualClock(start);
  const documents = documentsIn(clock);
  const receivers = new Map<number, Receiver>();
  const sent: Sent[] = [];
  const failures: unknown[] = [];
  const ids = sequentialIds();
  const log = memoryEventLog();
  const ports = {
    subscriptions: memorySubscriptions({ clock }),
    deliveries: withLaggingIndex(memoryDeliveries({ clock }), { clock, milliseconds: indexLagMs }),
    endpoints: memoryEndpoints(),
    duties: memoryDuties(),
    log,
  };
  const replays = memoryReplays({ clock });
  const slowLog: Pick<EventLog, 'append'> = {
    append: async (events) => {
      await clock.sleepUntil(shift(clock.now(), options.appendTakesMs ?? 0));
      await log.append(events);
    },
  };

  const sender: Sender = {
    send: async ({ target, eventId, eventType, body, headers }) => {
      const to = target.type === 'webhook' ? Number(target.url.split('/').at(-1)) : 0;
      const received = { eventId, eventType, body, headers, at: clock.now() };
      const answer = (receivers.get(to) ?? accepts)(received);
      sent.push({ ...received, to, answer });
      const { afterMs: durationMs, ...outcome } = answer;
      await clock.sleepUntil(shift(received.at, durationMs));
      return { ...outcome, durationMs };
    },
  };

  const queue: DeliveryQueue = {
    wake: async (wakes) => {
      for (const wake of wakes) toDeliver.send(wake, wake.delaySeconds);
    },
  };

  const worker = {
    ...withPlan(plan, { ...ports, queue, secrets: memorySecretBox, sender }),
    sign: options.sign ?? (({ keys }) => keys.join(' ')),
    ids,
    random,
  };
  const toDeliver = virtualQueue<Wake>({
    clock,
    atATime: 50,
    ...(options.copies && { copies: options.copies }),
    ...(options.latencyMs && { latencyMs: options.latencyMs }),
    handle: async (wake) => {
      const machine = skewed(clock, skew());
      const deadline = shift(machine.now(), 40_000);
      try {
        await deliverDue({ ...worker, clock: machine }, { ...wake, deadline });
      } catch (error) {
        plan.revive();
        throw error;
      }
    },
  });
  const toFanOut = virtualQueue<readonly CloudEvent[]>({
    clock,
    atATime: 10,
    handle: async (events) => {
      const { place, wake } = await fanOut({ ...ports, queue, clock });
      await Promise.all(events.map(place));
      await wake();
    },
  });
  const replayQueue: ReplayQueue = {
    enqueue: async ({ delaySeconds, ...step }) => toReplay.send(step, delaySeconds),
  };
  const toReplay = virtualQueue<ReplayStep>({
    clock,
    atATime: 2,
    handle: (step) => runReplay({ ...ports, replays, queue, replayQueue, clock }, step),
  });
  const bus = {
    publish: async (events: readonly CloudEvent[]) => {
      for (let first = 0; first < events.length; first += 10) {
        toFanOut.send(events.slice(first, first + 10));
      }
    },
  };

  const sweep = () => sweepDeliveries({ ...ports, queue, clock });
  const sweepEachMinute = async () => {
    for (let minute = 1; ; minute++) {
      const late = options.sweepLate?.() ?? 0;
      await clock.sleepUntil(shift(start, minute * 60_000 + late));
      await sweep();
    }
  };
  void sweepEachMinute().catch((error: unknown) => failures.push(error));

  const relay = (changes: readonly Change[]) =>
    relayEvents({ log: slowLog, bus }, changes).catch((error: unknown) => failures.push(error));

  return {
    ...ports,
    replays,
    queue,
    replayQueue,
    clock,
    ids,
    bus,
    receivers,
    sent,
    failures,
    sweep,
    change: documents.change,
    relay,
    queues: { toDeliver, toFanOut, toReplay },

    subscribe: async (number: number, facts: Partial<Subscription> = {}, receiver = accepts) => {
      receivers.set(number, receiver);
      await ports.subscriptions.create(subscription(number, facts));
    },
    /** Writes to documents, one event each, and what comes of them at this instant. */
    write: async (...numbers: readonly number[]) => {
      void relay(numbers.map((number) => documents.change(number)));
      await passUntil(clock, clock.now());
    },
    passUntil: (until: Instant) => passUntil(clock, until),
    pass: (time: {
      readonly days?: number;
      readonly hours?: number;
      readonly minutes?: number;
      readonly seconds?: number;
    }) => passUntil(clock, shift(clock.now(), milliseconds(time))),

    /** Deliveries of a subscriber, oldest first. */
    rows: async (number: number): Promise<readonly Delivery[]> => {
      const query = { subscriptionId: idOf(number), now: clock.now(), limit: 100_000 };
      return (await ports.deliveries.list(query)).items.toReversed();
    },
    /** Every event that the log holds. */
    events: async (): Promise<readonly CloudEvent[]> => {
      const events: CloudEvent[] = [];
      for (let after: string | undefined, more = true; more; ) {
        const page = await log.read({ limit: 1_000, ...(after !== undefined && { after }) });
        events.push(...page.events);
        after = page.cursor;
        more = page.more;
      }
      return events;
    },
    attemptsAt: (number: number) => sent.filter(({ to }) => to === number),
    /** What the subscriber accepted, in the order of arrival. */
    accepted: (number: number) =>
      sent.filter(({ to, answer }) => to === number && answer.error === undefined),
  };
};

export type DeliveryWorld = ReturnType<typeof deliveryWorld>;

interface ReplayStep {
  readonly subscriptionId: string;
  readonly replayId: string;
}

export const idOf = (number: number): string => subscription(number).subscriptionId;

/** Milliseconds from the recording of the event to its reaching the receiver. */
export const delayMs = ({ body, at }: Sent): number => {
  const { recordedtime } = JSON.parse(body);
  return between(recordedtime, at);
};

const milliseconds = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) =>
  (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;

const withPlan = <Ports extends Readonly<Record<string, object>>>(plan: FaultPlan, ports: Ports) =>
  Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, withFaults(port, plan)]),
  ) as Ports;
