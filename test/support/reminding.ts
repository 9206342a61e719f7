import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memoryGivenReminders } from '#shared/adapters/memory/given-reminders.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { changeDocument } from '#shared/application/change-document.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import { remind } from '#shared/application/remind.ts';
import type { DecisionKind } from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { shift } from '#shared/domain/instant.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { type FaultPlan, faultPlan, withFaults } from './faults.ts';
import { registration } from './histories.ts';
import { subscription } from './subscriptions.ts';
import { stated } from './use-cases.ts';

/** Documents, subscriptions and the reminders that these ask for, over memory; a run's port calls follow the plan. */
export const reminding = (
  start = '2026-06-01T12:00:00.000Z',
  plan: FaultPlan = faultPlan({ at: 0 }),
) => {
  const clock = virtualClock(start);
  const deliveries = memoryDeliveries({ clock });
  const subscriptions = memorySubscriptions({ clock });
  const dependencies = {
    clock,
    ids: sequentialIds(),
    calendar: temporalCalendar,
    repository: memoryRepository({ clock }),
    subscriptions,
    reminders: memoryGivenReminders({ deliveries }),
    queue: memoryDeliveryQueue(),
    wakeUps: memoryWakeUps(),
    uploadChecks: memoryUploadChecks(),
  };
  const { repository, reminders, queue } = dependencies;
  const faulty = {
    ...dependencies,
    repository: withFaults(repository, plan),
    subscriptions: withFaults(subscriptions, plan),
    reminders: withFaults(reminders, plan),
    queue: withFaults(queue, plan),
  };
  const deliveriesOf = async (number = 1) => {
    const { subscriptionId } = subscription(number);
    const page = { subscriptionId, now: '0', limit: 1_000 };
    return (await deliveries.list(page)).items.toReversed();
  };
  return {
    ...dependencies,
    deliveries,
    deliveriesOf,
    register: (facts: Partial<Document> = {}) =>
      registerDocument(dependencies, {
        by: 'registrar',
        registration: { ...registration, reminders: [], ...facts },
      }),
    change: (documentId: string, changes: Parameters<typeof changeDocument>[1]['changes']) =>
      changeDocument(dependencies, { documentId, revisions: undefined, changes }),
    record: (
      documentId: string,
      kind: DecisionKind,
      facts: Readonly<Record<string, unknown>> = {},
    ) => recordDecision(dependencies, { documentId, by: 'registrar', facts: stated(kind, facts) }),
    /** An enabled subscription that is reminded so many days ahead. */
    subscribe: (days: readonly number[], change: Partial<Subscription> = {}, number = 1) =>
      subscriptions.create(
        subscription(number, { createdAt: clock.now(), reminders: days, ...change }),
      ),
    /** What time has brought is told by the documents themselves. */
    apply: () => applyDue(dependencies, { deadline: shift(clock.now(), 600_000) }),
    run: (deadline = shift(clock.now(), 600_000)) => remind(faulty, { deadline }),
    /** What the subscription was told: `change 2026-07-01 -30`, oldest first. */
    told: async (number = 1) =>
      (await deliveriesOf(number)).map(({ event }) => {
        const { reason, dueDate, daysBefore } = Object(event?.data);
        return `${reason} ${dueDate.date} -${daysBefore}`;
      }),
  };
};
