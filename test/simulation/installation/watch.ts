import type { DocumentImage } from '#shared/adapters/document-image.ts';
import { documentDueAt, versionDueAt } from '#shared/adapters/indexes.ts';
import { memoryGivenReminders } from '#shared/adapters/memory/given-reminders.ts';
import type { Deliveries, Write } from '#shared/application/ports.ts';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import type { Delivery } from '#shared/domain/delivery.ts';
import type { Document } from '#shared/domain/document.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { canonical } from './same.ts';
import type { Stores } from './stores.ts';
import { Tellings } from './tellings.ts';

/** How late a change may be told where nothing goes wrong; the next sweep may be a minute away. */
const longestLateSeconds = 5;

/** A document as it was written last, and when. */
export interface Standing {
  readonly document: Document;
  readonly writtenAt: Instant;
}

/** Looks at everything that takes effect, and notes what breaks a promise. */
export class Watch {
  readonly #now: () => Instant;
  readonly #isCalm: boolean;
  readonly violations: string[] = [];
  readonly documents = new Map<string, Standing>();
  /** As each write tells it, by id, and when it was written. */
  readonly events = new Map<string, { readonly event: CloudEvent; readonly at: Instant }>();
  /** Ids of events that were lost and made again, or erased. */
  readonly rebuilt = new Set<string>();
  /** Deliveries that wait, of whatever subscription. */
  readonly waiting = new Set<string>();
  readonly #decisions = new Map<string, string>();
  readonly #awaitedUploads = new Map<string, Instant>();
  readonly #subscribedAt = new Map<string, Instant>();
  readonly #tellings = new Tellings();
  /** Told of each document that is written, as the table's stream is. */
  onImage: (image: DocumentImage) => void = () => {};
  /** Told once a document was written. */
  onWritten: (documentId: string) => void = () => {};
  writes = 0;

  /** `isCalm`: nothing goes wrong in this run. */
  constructor(now: () => Instant, isCalm: boolean) {
    this.#now = now;
    this.#isCalm = isCalm;
  }

  /** When the subscription was there. */
  get subscribedAt(): ReadonlyMap<string, Instant> {
    return this.#subscribedAt;
  }

  violated(what: string): void {
    this.violations.push(what);
  }

  /** When something is due at the earliest, of documents, uploads and erasures. */
  get nextDue(): Instant | undefined {
    const due = [...this.documents.values()].flatMap(
      ({ document }) => documentDueAt(document) ?? [],
    );
    return [...due, ...this.#awaitedUploads.values()].toSorted()[0];
  }

  /** When a document that is not erased has something to change or to tell at the earliest. */
  get nextChange(): Instant | undefined {
    return [...this.documents.values()]
      .flatMap(({ document }) =>
        document.erased === undefined ? (documentDueAt(document) ?? []) : [],
      )
      .toSorted()[0];
  }

  /** What was there when the function began, and due by its clock, is not due any more. */
  expectNothingDue(who: string, startedAt: Instant, until: Instant): void {
    for (const { document, writtenAt } of this.documents.values()) {
      const due = documentDueAt(document);
      // What is erased is for another function.
      if (document.erased !== undefined || writtenAt >= startedAt) continue;
      if (due === undefined || due > until) continue;
      this.violated(`${who} went well and has left ${document.documentId}, due at ${due}`);
    }
  }

  /** The stores, with an eye on what is written. */
  over(stores: Stores): Stores {
    const { repository, logStore, subscriptions } = stores;
    const deliveries = this.#overDeliveries(stores.deliveries);
    return {
      ...stores,
      repository: {
        ...repository,
        // The stream grows.
        stream: repository.stream,
        commit: async (write) => {
          await repository.commit(write);
          this.#written(write);
        },
      },
      logStore: {
        ...logStore,
        putEvent: async (event) => {
          await logStore.putEvent(event);
          this.heard('log', event);
        },
        replaceEvent: async (event) => {
          await logStore.replaceEvent(event);
          this.rebuilt.add(event.id);
        },
      },
      deliveries,
      reminders: memoryGivenReminders({ deliveries }),
      subscriptions: {
        ...subscriptions,
        create: async (subscription, receipt) => {
          await subscriptions.create(subscription, receipt);
          this.#subscribedAt.set(subscription.subscriptionId, this.#now());
        },
      },
    };
  }

  #overDeliveries(deliveries: Deliveries): Deliveries {
    const note = ({ subscriptionId, deliveryId, nextAttemptAt }: Delivery) => {
      const key = `${subscriptionId}#${deliveryId}`;
      if (nextAttemptAt === undefined) this.waiting.delete(key);
      else this.waiting.add(key);
    };
    return {
      ...deliveries,
      create: async (delivery, receipt) => {
        const standing = await deliveries.create(delivery, receipt);
        note(standing);
        return standing;
      },
      update: async (delivery, receipt) => {
        const [before] = await deliveries.get(delivery.subscriptionId, [delivery.deliveryId]);
        await deliveries.update(delivery, receipt);
        note(delivery);
        if (before !== undefined) this.#attempted(before, delivery);
      },
    };
  }

  /** The same is said under an id wherever it is heard; but for what was lost and made again. */
  heard(where: string, event: CloudEvent): void {
    const told = this.events.get(event.id)?.event;
    if (told === undefined) this.violated(`${where} has ${event.id}, which no write has told`);
    else if (canonical(told) !== canonical(event) && !this.rebuilt.has(event.id)) {
      this.violated(
        `${where} has ${event.id} as ${JSON.stringify(event)}, told as ${JSON.stringify(told)}`,
      );
    }
  }

  /** What a reconciliation makes again may say less than was told. */
  noteRebuilt(events: readonly CloudEvent[]): void {
    for (const event of events) {
      const told = this.events.get(event.id)?.event;
      if (canonical(told) !== canonical(event)) this.rebuilt.add(event.id);
    }
  }

  #written(write: Write): void {
    const at = this.#now();
    this.writes++;
    for (const { document, facts } of write.documents) {
      this.#followsOn(document, facts.length);
      this.documents.set(document.documentId, { document, writtenAt: at });
      for (const event of toCloudEvents(document, facts, write.correlationId)) {
        if (this.events.has(event.id)) this.violated(`${event.id} is told of two writes`);
        const late = Number(event.data.lateBySeconds ?? 0);
        if (this.#isCalm && late > longestLateSeconds)
          this.violated(`${event.id} is ${late} s late`);
        this.events.set(event.id, { event, at });
        const again = this.#tellings.tell(event);
        if (again !== undefined) this.violated(`${event.id} says what ${again} has said`);
      }
    }
    for (const { documentId, decision } of write.decisions ?? []) {
      const key = `${documentId}#${decision.decisionId}`;
      if (this.#decisions.has(key)) this.violated(`decision ${key} is written twice`);
      this.#decisions.set(key, canonical(decision));
    }
    if (write.version !== undefined) {
      const { version } = write.version;
      const key = `${version.documentId}#${version.version}`;
      const due = versionDueAt(version);
      if (due === undefined) this.#awaitedUploads.delete(key);
      else this.#awaitedUploads.set(key, due);
    }
    const { correlationId } = write;
    for (const { document, facts: emitted, wakeAt } of write.documents) {
      this.onImage({
        document,
        emitted,
        ...(wakeAt !== undefined && { wakeAt }),
        ...(correlationId !== undefined && { correlationId }),
      });
      this.onWritten(document.documentId);
    }
  }

  /** No write is lost: each is made from the one before it. */
  #followsOn({ documentId, revision, sequence, decisionCount }: Document, told: number): void {
    const before = this.documents.get(documentId)?.document;
    if (revision !== (before?.revision ?? 0) + 1) {
      this.violated(`revision ${revision} of ${documentId} follows ${before?.revision}`);
    }
    if (sequence !== (before?.sequence ?? 0) + told) {
      this.violated(`${documentId} tells ${told} from ${before?.sequence} and is at ${sequence}`);
    }
    if (decisionCount < (before?.decisionCount ?? 0)) {
      this.violated(`${documentId} has lost count of its decisions`);
    }
  }

  /** Attempts are added, never lost; what was accepted stays so unless it is asked for again. */
  #attempted(before: Delivery, after: Delivery): void {
    const what = `delivery ${after.deliveryId} of ${after.subscriptionId}`;
    const lost = before.attempts.some(
      (attempt) => !after.attempts.some((one) => JSON.stringify(one) === JSON.stringify(attempt)),
    );
    if (lost && after.attempts.length < 50) this.violated(`${what} has lost an attempt`);
    const isAskedAgain = after.openedAt !== before.openedAt;
    if (before.state === 'delivered' && after.state !== 'delivered' && !isAskedAgain) {
      this.violated(`${what} was delivered and is ${after.state}`);
    }
  }

  /** Decisions as they were recorded, and no others. */
  async checkDecisions(stores: Stores, documentId: string): Promise<void> {
    const stored = await stores.repository.decisions(documentId);
    const known = [...this.#decisions].filter(([key]) => key.startsWith(`${documentId}#`));
    if (stored.length !== known.length) {
      this.violated(`${documentId} has ${stored.length} decisions of ${known.length} recorded`);
    }
    for (const decision of stored) {
      const recorded = this.#decisions.get(`${documentId}#${decision.decisionId}`);
      if (recorded !== canonical(decision)) {
        this.violated(`decision ${decision.decisionId} of ${documentId} was changed`);
      }
    }
  }
}
