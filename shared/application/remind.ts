import { boundariesOf } from '../domain/boundary.ts';
import { newDelivery } from '../domain/delivery.ts';
import type { Document } from '../domain/document.ts';
import { day, type Instant, shift } from '../domain/instant.ts';
import type { Subscription } from '../domain/subscription.ts';
import {
  type Foreseen,
  farthestReminder,
  remindersFor,
  type SubscriptionReminder,
} from '../domain/subscription-reminders.ts';
import { summariesOf } from '../domain/summary.ts';
import { timeline } from '../domain/timeline.ts';
import type { DocumentDependencies } from './document-write.ts';
import { dueInOrder } from './due-in-order.ts';
import { inParallel } from './in-parallel.ts';
import type {
  Clock,
  DeliveryQueue,
  GivenReminders,
  ReminderPlace,
  Subscriptions,
  Wake,
} from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface RemindDependencies extends DocumentDependencies {
  readonly subscriptions: Pick<Subscriptions, 'enabled'>;
  readonly reminders: GivenReminders;
  readonly queue: DeliveryQueue;
  readonly clock: Pick<Clock, 'now'>;
}

export interface Reminded {
  /** Reminders given. */
  readonly given: number;
  /** Documents looked at. */
  readonly documents: number;
  /** Documents of which not everything could be given; the next run tries again. */
  readonly failed: readonly { readonly documentId: string; readonly error: unknown }[];
  /** False when the rest is left to the next run. */
  readonly finished: boolean;
}

/** Documents read at a time … */
const batchSize = 100;
/** … and handled side by side. */
const atATime = 8;
/** The day itself, and what a zone may differ from 24 hours a day. */
const marginDays = 2;

/**
 * Gives every subscription the reminders that it alone asks for and that are due, once each. Goes through
 * the due index as far ahead as any subscription looks: before each change and review of a document comes its
 * next due. What is not reached by the deadline the next run begins with.
 */
export const remind = async (
  dependencies: RemindDependencies,
  { deadline }: { readonly deadline: Instant },
): Promise<Reminded> => {
  const { subscriptions, reminders, repository, clock } = dependencies;
  const enabled = await subscriptions.enabled();
  const farthest = Math.max(0, ...enabled.map(farthestReminder));
  const run = new Run(
    dependencies,
    enabled.filter((subscription) => farthestReminder(subscription) > 0),
  );
  if (farthest === 0) return run.result(true);

  const place = await reminders.place();
  const until = shift(clock.now(), (farthest + marginDays) * day);
  const range = { ...(place && { from: place.dueAt }), until };
  for await (const batch of inBatches(dueInOrder(repository, range), place)) {
    if (clock.now() >= deadline) return run.result(false);
    await run.take(batch);
    await reminders.keepPlace(batch.at(-1));
  }
  await reminders.keepPlace(undefined);
  return run.result(true);
};

async function* inBatches(
  due: ReturnType<typeof dueInOrder>,
  after: ReminderPlace | undefined,
): AsyncGenerator<readonly ReminderPlace[]> {
  let batch: ReminderPlace[] = [];
  for await (const { dueAt, documentIds } of due) {
    for (const documentId of documentIds) {
      if (after?.dueAt === dueAt && documentId <= after.documentId) continue;
      batch.push({ dueAt, documentId });
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

class Run {
  readonly #dependencies: RemindDependencies;
  readonly #subscriptions: readonly Subscription[];
  readonly #failed: { documentId: string; error: unknown }[] = [];
  #documents = 0;
  #given = 0;

  constructor(dependencies: RemindDependencies, subscriptions: readonly Subscription[]) {
    this.#dependencies = dependencies;
    this.#subscriptions = subscriptions;
  }

  result(finished: boolean): Reminded {
    const [given, documents, failed] = [this.#given, this.#documents, this.#failed];
    return { given, documents, failed, finished };
  }

  /** Gives what is due of these documents, then wakes the workers. */
  async take(batch: readonly ReminderPlace[]): Promise<void> {
    const { repository, queue } = this.#dependencies;
    const ids = batch.map(({ documentId }) => documentId);
    // Where one of them cannot be read, each is read by itself.
    const read = await repository.documents(ids).catch(() => undefined);
    const byId = new Map(read?.map((document) => [document.documentId, document]));
    const wakes: Wake[] = [];
    await inParallel(ids, atATime, async (documentId) => {
      try {
        const document = read ? byId.get(documentId) : await repository.document(documentId);
        if (document !== undefined) await this.#give(document, wakes);
      } catch (error) {
        this.#failed.push({ documentId, error });
      }
    });
    if (wakes.length > 0) await queue.wake(wakes);
  }

  async #give(document: Document, wakes: Wake[]): Promise<void> {
    this.#documents += 1;
    if (document.withdrawnAt !== undefined) return;
    const { reminders, calendar, clock } = this.#dependencies;
    const foreseen = await foresee(this.#dependencies, document);
    const now = clock.now();
    const due = this.#subscriptions.filter(
      (subscription) => remindersFor(subscription, foreseen, [], { now, calendar }).length > 0,
    );
    if (due.length === 0) return;

    const known = await reminders.of(document.documentId);
    const given = Map.groupBy(known, ({ subscriptionId }) => subscriptionId);
    for (const subscription of due) {
      const theirs = given.get(subscription.subscriptionId) ?? [];
      for (const one of remindersFor(subscription, foreseen, theirs, { now, calendar })) {
        const wake = await this.#place(subscription, document, one, now);
        if (wake !== undefined) wakes.push(wake);
      }
    }
  }

  /** Undefined where someone else has given it meanwhile. */
  async #place(
    { subscriptionId }: Subscription,
    { documentId, timeZone }: Document,
    { reminder, event, given: told }: SubscriptionReminder,
    now: Instant,
  ): Promise<Wake | undefined> {
    const { reminders, calendar } = this.#dependencies;
    const delivery = newDelivery(event, { subscriptionId, event }, { now });
    const expiresAt = shift(calendar.startOfDay(reminder.dueOn, timeZone), marginDays * day);
    const given = { ...told, documentId, subscriptionId, expiresAt };
    if (!(await retryOnConflict(() => reminders.give(given, delivery)))) return;
    this.#given += 1;
    return { subscriptionId, deliveryIds: [delivery.deliveryId] };
  }
}

/** A plan that was cut short is made from the decisions. */
const foresee = async (
  { repository, calendar }: DocumentDependencies,
  document: Document,
): Promise<Foreseen> => {
  if (document.plannedInFull) return { document, coming: document.planned };
  const decisions = await repository.decisions(document.documentId);
  const whole = timeline(document, decisions, calendar);
  const causes = Object.fromEntries(summariesOf(whole));
  const coming = boundariesOf(whole, document.timeZone, calendar);
  return { document: { ...document, causes }, coming };
};
