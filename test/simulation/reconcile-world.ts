import { expect } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryPunctuality } from '#shared/adapters/memory/punctuality.ts';
import { memoryReconcileQueue } from '#shared/adapters/memory/reconcile-queue.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { dueWrite } from '#shared/application/document-write.ts';
import { planWakeUps } from '#shared/application/plan-wakeups.ts';
import { reconcile } from '#shared/application/reconcile.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import type { Calendar } from '#shared/domain/calendar.ts';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import type { DecisionFacts } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { type Instant, shift } from '#shared/domain/instant.ts';
import type { Repaired } from '#shared/domain/punctuality.ts';
import { statusAt, timeline } from '#shared/domain/timeline.ts';
import { type FaultPlan, faultPlan, withFaults } from '../support/faults.ts';
import { registration } from '../support/histories.ts';

/** Loses nothing. */
const none = () => false;
const hour = 3_600_000;

/** Documents over memory whose relay, wake-ups and stored plans can fail, and a reconciler of them. */
export const reconcileWorld = (
  plan: FaultPlan = faultPlan({ at: 0 }),
  calendarOf: () => Calendar = () => temporalCalendar,
) => {
  const clock = virtualClock('2026-06-01T08:00:00.000Z', { jumps: true });
  const repository = memoryRepository({ clock });
  const log = memoryEventLog();
  const bus = memoryEventBus();
  const punctuality = memoryPunctuality();
  const queue = memoryReconcileQueue();
  const ids = sequentialIds();
  let wakeUps = memoryWakeUps();
  let relayed = 0;
  const direct = () => ({
    clock,
    repository,
    log,
    bus,
    punctuality,
    queue,
    ids,
    wakeUps,
    calendar: calendarOf(),
  });
  const faulty = () => {
    const ports = direct();
    return {
      ...ports,
      repository: withFaults(repository, plan),
      log: withFaults(log, plan),
      bus: withFaults(bus, plan),
      punctuality: withFaults(punctuality, plan),
      queue: withFaults(queue, plan),
      wakeUps: withFaults(wakeUps, plan),
    };
  };

  /** The stream's work on what was written since, but for the events that are lost. */
  const relay = async (isLost: (event: CloudEvent) => boolean = none) => {
    for (; relayed < repository.stream.length; relayed++) {
      const image = repository.stream[relayed];
      if (image === undefined) continue;
      const events = toCloudEvents(image.document, image.emitted).filter((one) => !isLost(one));
      await log.append(events);
      await bus.publish(events);
      if (image.wakeAt) await planWakeUps(direct(), [image.wakeAt]);
    }
  };

  /** One pass from its beginning, or from where it stands, to its end. */
  const pass = async (dependencies: ReturnType<typeof direct>, milliseconds = hour) => {
    const repaired: Repaired[] = [];
    let passId: string | undefined;
    for (let steps = 0; steps < 100; steps++) {
      const deadline = shift(clock.now(), milliseconds);
      const input = { deadline, ...(passId !== undefined && { passId }) };
      const step = await reconcile(dependencies, input);
      expect(step.failed).toEqual([]);
      repaired.push(...step.repaired);
      if (step.pass?.finishedAt !== undefined) return repaired;
      passId = queue.queued.shift()?.passId;
    }
    throw new Error('The pass never ends');
  };

  return {
    clock,
    repository,
    log,
    bus,
    punctuality,
    queue,
    direct,
    faulty,
    relay,
    wakeUps: () => wakeUps,
    loseWakeUps: () => {
      wakeUps = memoryWakeUps();
    },

    register: async (facts: Partial<Document> = {}) => {
      const { documentId } = await registerDocument(direct(), {
        by: 'registrar',
        registration: { ...registration, ...facts },
      });
      return documentId;
    },

    record: (documentId: string, facts: DecisionFacts) =>
      recordDecision(direct(), { documentId, facts, by: 'registrar' }),

    /** What apply-due does at its instant. */
    apply: async (documentId: string) => {
      const document = await repository.document(documentId);
      const write = document && (await dueWrite(direct(), document, clock.now()));
      if (write !== undefined) await repository.commit({ documents: [write] });
    },

    /** Stores something else of the document, as no function would. */
    corrupt: async (documentId: string, changes: Partial<Document>) => {
      const outbox = await repository.outbox(documentId);
      if (outbox === undefined) throw new Error(`No document ${documentId}`);
      const { document, facts } = outbox;
      await repository.commit({
        documents: [
          { document: { ...document, ...changes }, expectedRevision: document.revision, facts },
        ],
      });
      relayed = repository.stream.length;
    },

    reconcile: (milliseconds?: number) => pass(direct(), milliseconds),
    reconcileUnderFaults: () => pass(faulty()),

    /** What differs from the decisions in what is stored, told and sent; empty where nothing does. */
    wrong: async () => {
      const faults: string[] = [];
      for (const documentId of await repository.documentIds({ limit: 100 })) {
        const document = await repository.document(documentId);
        if (document === undefined) continue;
        const now = clock.now();
        const whole = timeline(document, await repository.decisions(documentId), calendarOf());
        const { status } = statusAt(whole, now);
        if (document.current.status !== status) faults.push(`${documentId} is not ${status}`);
        const events = await log.placed(documentId);
        const sequences = events.map(({ sequence }) => Number(sequence));
        const every = Array.from({ length: document.sequence }, (_, index) => index + 1);
        if (sequences.join() !== every.join()) faults.push(`${documentId} has a gap: ${sequences}`);
        for (const party of [undefined, ...whole.parties.keys()]) {
          const told = events.findLast(
            ({ type, data }) => type.endsWith('Changed') && data.party === party,
          );
          const said = told?.data.currentStatus ?? (party === undefined ? 'draft' : 'notDecided');
          const holds = statusAt(whole, now, party).status;
          if (said !== holds) faults.push(`${documentId} ${party ?? ''} was told ${said}`);
        }
        const sent = bus.events.filter(({ subject }) => subject === documentId);
        const missing = events.filter(({ id }) => sent.every((one) => one.id !== id));
        for (const { id } of missing) faults.push(`${id} was not sent`);
      }
      return faults;
    },

    /** Ids under which not always the same was sent. */
    sentDifferently: () => {
      const said = new Map(bus.events.map((event) => [event.id, JSON.stringify(event)]));
      return bus.events
        .filter((event) => said.get(event.id) !== JSON.stringify(event))
        .map(({ id }) => id);
    },

    /** Ids that were sent more than once. */
    sentTwice: () => {
      const seen = bus.events.map(({ id }) => id);
      return seen.filter((id, index) => seen.indexOf(id) !== index);
    },
  };
};

export type ReconcileWorld = ReturnType<typeof reconcileWorld>;

const decided = {
  decidedOn: '2026-05-20',
  decidedBy: { organisation: 'Region', body: 'Council' },
  recipients: [],
} as const;

/** The instant of the changes below, local midnight in Sweden. */
export const midnight: Instant = '2026-06-09T22:00:00.000Z';

/**
 * Two documents: a common one, adopted, that comes into force on 10 June, and one of two parties, of which one has
 * adopted from that day on. It is 8 June, the reminders have been given, and everything written has been relayed but
 * what is lost.
 */
export const twoDocuments = async (
  world: ReconcileWorld,
  isLost?: (event: CloudEvent) => boolean,
) => {
  const common = await world.register();
  const parties = ['alingsas', 'boras'].map((id) => ({ id, name: id, recordedAt: '' }));
  const shared = await world.register({ adoption: 'perParty', parties });
  const facts = { ...decided, kind: 'adopt', fromAndIncluding: '2026-06-10' } as const;
  await world.record(common, facts);
  await world.record(shared, { ...facts, party: 'boras' });
  await world.record(common, { ...decided, kind: 'repeal', fromAndIncluding: '2026-07-01' });
  await world.relay(isLost);
  world.clock.set('2026-06-02T22:00:00.000Z');
  for (const documentId of [common, shared]) await world.apply(documentId);
  await world.relay(isLost);
  world.clock.set('2026-06-08T08:00:00.000Z');
  return { common, shared };
};
