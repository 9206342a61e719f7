import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeadLetters } from '#shared/adapters/memory/dead-letters.ts';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import { between, type Instant, shift } from '#shared/domain/instant.ts';
import { createHandler as applyDue } from '../../functions/apply-due/handler.ts';
import { createHandler as planWakeUps } from '../../functions/plan-wakeups/handler.ts';
import { createHandler as relayEvents } from '../../functions/relay-events/handler.ts';
import { registration } from '../support/histories.ts';
import { changes, context, failedOf, queueEnd } from '../support/invocations.ts';
import { stated } from '../support/use-cases.ts';
import { passUntil } from './virtual-time.ts';

/** A time in which everything that is asked of a service fails. */
export interface Outage {
  readonly of: 'DynamoDB' | 'EventBridge' | 'Scheduler';
  readonly from: Instant;
  readonly to: Instant;
  readonly error: Error;
}

const attempts = 20;
const second = 1_000;

/**
 * The functions from a written document to the event bus over memory, invoked as Lambda and Scheduler do it: the
 * stream one batch at a time and again after a failure, schedules at their time, the sweep every minute.
 */
export const serviceWorld = (start: Instant, outages: readonly Outage[]) => {
  const clock = virtualClock(start);
  const failing = <Port extends object>(of: Outage['of'], port: Port): Port =>
    new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property);
        if (typeof member !== 'function') return member;
        return async (...given: unknown[]) => {
          const now = clock.now();
          const outage = outages.find(
            (each) => each.of === of && now >= each.from && now < each.to,
          );
          if (outage !== undefined) throw outage.error;
          return Reflect.apply(member, target, given);
        };
      },
    });

  const repository = memoryRepository({ clock });
  const bus = memoryEventBus();
  const wakeUps = memoryWakeUps();
  const deadLetters = memoryDeadLetters();
  const written = failing('DynamoDB', repository);
  const direct = { clock, repository, calendar: temporalCalendar, ids: sequentialIds() };
  const apply = applyDue({
    ...direct,
    ...queueEnd(),
    repository: written,
    wakeUps: failing('Scheduler', wakeUps),
    uploadChecks: memoryUploadChecks(),
  });
  const image = { deadLetters, imageOf: documentFromImage };
  const readers = {
    relay: relayEvents({
      ...image,
      log: failing('DynamoDB', memoryEventLog()),
      bus: failing('EventBridge', bus),
    }),
    plan: planWakeUps({ ...image, clock, wakeUps: failing('Scheduler', wakeUps) }),
  };
  /** What Lambda puts aside, since it failed too often. */
  const putAside: number[] = [];
  /** The oldest that a record was when a reader got it, in milliseconds. */
  const ages = { relay: 0, plan: 0 };
  const failedRuns: unknown[] = [];

  const invoke = (input: unknown) =>
    apply(input, context({ remaining: 300_000 })).catch((error: unknown) => failedRuns.push(error));

  const follow = async (name: keyof typeof readers) => {
    let [position, tried] = [0, 0];
    for (;;) {
      const batch = repository.stream.slice(position, position + 100);
      const [first] = batch;
      if (first === undefined) {
        await clock.sleepUntil(shift(clock.now(), second));
        continue;
      }
      ages[name] = Math.max(ages[name], between(first.document.changedAt, clock.now()));
      const [failed] = failedOf(await readers[name](changes(batch), context()));
      const taken = failed === undefined ? batch.length : Number(failed) - 1;
      tried = taken > 0 ? 0 : tried + 1;
      position += taken;
      if (tried > attempts) {
        putAside.push(position++);
        tried = 0;
      }
      if (failed !== undefined) await clock.sleepUntil(shift(clock.now(), wait(tried)));
    }
  };
  const fireSchedules = async () => {
    const fired = new Set<Instant>();
    for (;;) {
      for (const [instant, fireAt] of wakeUps.scheduled) {
        if (fireAt > clock.now() || fired.has(instant)) continue;
        fired.add(instant);
        void invoke({ instant });
      }
      await clock.sleepUntil(shift(clock.now(), second));
    }
  };
  const sweep = async () => {
    for (let minute = 1; ; minute++) {
      await clock.sleepUntil(shift(start, minute * 60 * second));
      void invoke({ sweep: true });
    }
  };
  const background = Promise.race([follow('relay'), follow('plan'), fireSchedules(), sweep()]);

  return {
    clock,
    repository,
    wakeUps,
    bus,
    putAside,
    ages,
    failedRuns,
    deadLetters,
    /** Documents in force that are repealed from 1 July 2026. */
    documents: async (count: number) => {
      for (let n = 0; n < count; n++) {
        const { documentId } = await registerDocument(direct, { by: 'registrar', registration });
        const facts = [stated('adopt'), stated('repeal', { fromAndIncluding: '2026-07-01' })];
        for (const each of facts) {
          await recordDecision(direct, { documentId, facts: each, by: 'registrar' });
        }
      }
    },
    passUntil: async (until: Instant) => {
      await Promise.race([passUntil(clock, until), background]);
    },
    /** How many documents there are, and which are not repealed or lack an event on the bus. */
    outcome: async () => {
      const ids = new Set(repository.stream.map(({ document }) => document.documentId));
      const documents = await repository.documents([...ids]);
      const wrong: string[] = [];
      for (const { documentId, current, sequence } of documents) {
        const heard = new Set(
          bus.events.flatMap((event) =>
            event.subject === documentId ? Number(event.sequence) : [],
          ),
        );
        if (current.status !== 'repealed' || heard.size !== sequence) wrong.push(documentId);
      }
      return { documents: documents.length, wrong };
    },
  };
};

const wait = (tried: number): number => Math.min(60, 2 ** tried) * second;
