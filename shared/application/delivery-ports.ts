import type { Attempt, AttemptError, Delivery, DeliveryState } from '../domain/delivery.ts';
import type { Endpoint } from '../domain/endpoint.ts';
import type { FeedLink } from '../domain/feed-link.ts';
import type { Instant } from '../domain/instant.ts';
import type { Replay } from '../domain/replay.ts';
import type { Subscription, Target } from '../domain/subscription.ts';
import type { Page, Receipt } from './ports.ts';

export interface Subscriptions {
  create(subscription: Subscription, receipt?: Receipt): Promise<void>;
  get(subscriptionId: string): Promise<Subscription | undefined>;
  list(query: {
    readonly organisation?: string;
    readonly limit: number;
    readonly next?: string;
  }): Promise<Page<Subscription>>;
  /** Every enabled subscription. */
  enabled(): Promise<Subscription[]>;
  /** Takes the place of the one with the revision before. @throws ConflictError, ReceiptExistsError */
  update(subscription: Subscription, receipt?: Receipt): Promise<void>;
  /** Only at this revision, where one is stated. @throws ConflictError */
  delete(subscriptionId: string, revision?: number): Promise<void>;
  receipt(receiptId: string): Promise<Receipt | undefined>;
}

/** Encrypts secrets before they are stored. */
export interface SecretBox {
  seal(secret: string): Promise<string>;
  open(sealed: string): Promise<string>;
}

/** The log of deliveries, and what waits to be made. Reads by id are strongly consistent. */
export interface Deliveries {
  /**
   * Puts it, with the receipt, unless it is there; answers with the one that stands there then.
   * @throws ReceiptExistsError
   */
  create(delivery: Delivery, receipt?: Receipt): Promise<Delivery>;
  /** Those that exist, in the order of the ids. */
  get(subscriptionId: string, deliveryIds: readonly string[]): Promise<Delivery[]>;
  /** Takes the place of the one with the revision before. @throws ConflictError, ReceiptExistsError */
  update(delivery: Delivery, receipt?: Receipt): Promise<void>;
  /**
   * Those that wait and are due at or before `until`, earliest first. Found in an index, which may miss
   * what was written a moment ago, but read as they stand now.
   */
  waiting(query: {
    readonly subscriptionId: string;
    readonly until: Instant;
    readonly limit: number;
  }): Promise<Delivery[]>;
  /** Newest first, those kept at `now`. A page may be short and not the last. */
  list(query: {
    readonly subscriptionId: string;
    readonly now: Instant;
    readonly state?: DeliveryState;
    readonly limit: number;
    readonly next?: string;
  }): Promise<Page<Delivery>>;
}

/** Lets one worker at a time serve an endpoint, and wakes it when something waits. */
export interface Endpoints {
  /**
   * Takes the endpoint until the instant; undefined where another worker has it, who is told, in the same
   * step, that there is more to do. Should the worker die, a sweep finds the endpoint when its time is up.
   */
  acquire(claim: {
    readonly subscriptionId: string;
    readonly worker: string;
    readonly now: Instant;
    readonly until: Instant;
  }): Promise<Endpoint | undefined>;
  /**
   * Gives it back with what was learnt. False, with the endpoint still taken, where there is more to do.
   * A worker whose time was up gives back nothing, and is answered with true.
   */
  release(
    endpoint: Endpoint,
    after: {
      readonly worker: string;
      /** A sweep wakes it then; undefined where nothing waits. */
      readonly wakeAt?: Instant;
    },
  ): Promise<boolean>;
  /** As the last worker left it; undefined where none has been. */
  read(subscriptionId: string): Promise<Endpoint | undefined>;
  /** Endpoints to wake at or before the instant, from an index that may lag. */
  due(query: { readonly until: Instant; readonly limit: number }): Promise<string[]>;
  /** Forgets an endpoint whose subscription is gone. */
  forget(subscriptionId: string): Promise<void>;
}

/** Deliveries of one endpoint that have become due, so that their worker looks at them. */
export interface Wake {
  readonly subscriptionId: string;
  /** Those just created, which an index may not show yet. */
  readonly deliveryIds: readonly string[];
  /** 0 to 900. */
  readonly delaySeconds?: number;
}

export interface DeliveryQueue {
  wake(wakes: readonly Wake[]): Promise<void>;
}

/** How sending ended; nothing of what the receiver wrote but its status and its Retry-After. */
export interface Outcome {
  readonly durationMs: number;
  readonly status?: number;
  /** Absent where it was accepted. */
  readonly error?: AttemptError;
  /** The header as it came. */
  readonly retryAfter?: string;
}

/** Sends to targets of one kind. Never throws for what a receiver does. */
export interface Sender<Kind extends Target['type'] = Target['type']> {
  send(message: {
    readonly target: Extract<Target, { readonly type: Kind }>;
    readonly eventId: string;
    readonly eventType: string;
    /** The event; a webhook's signature is over exactly these bytes. */
    readonly body: string;
    /** That of the event, where it has one. */
    readonly correlationId?: string;
    /** Of a webhook. */
    readonly headers: Readonly<Record<string, string>>;
  }): Promise<Outcome>;
}

/** The `webhook-signature` of Standard Webhooks over exactly this body: one for each key, by spaces. */
export type SignWebhook = (message: {
  readonly id: string;
  /** Of this attempt. */
  readonly timestamp: Instant;
  readonly body: string;
  /** `whsec_…` and `whsk_…`. */
  readonly keys: readonly string[];
}) => string;

/** Makes new keys: `whsec_…`, and for ed25519 a pair `whsk_…` and `whpk_…` (Standard Webhooks). */
export interface KeyMaker {
  secret(): string;
  pair(): { readonly privateKey: string; readonly publicKey: string };
}

/** Makes one attempt at a delivery that exists, now, and answers with it. */
export interface Tester {
  attempt(test: { readonly subscriptionId: string; readonly deliveryId: string }): Promise<Attempt>;
}

/** A recipient that a decision names, and the delivery by which a subscription of its is told. */
export interface DutyReceipt {
  readonly documentId: string;
  readonly decisionId: string;
  readonly recipient: string;
  readonly subscriptionId: string;
  readonly organisation: string;
  readonly deliveryId: string;
  /** When the receiver accepted it. */
  readonly toldAt?: Instant;
}

/** Kept for good: who was told of which decision. */
export interface Duties {
  /** Those that are there stay as they are. */
  create(receipts: readonly DutyReceipt[]): Promise<void>;
  /** Notes when it was told; the first time stands. */
  told(receipts: readonly DutyReceipt[]): Promise<void>;
  of(documentId: string, decisionId: string): Promise<DutyReceipt[]>;
}

/** A reminder that one subscription alone was given of a document. */
export interface GivenReminder {
  readonly documentId: string;
  readonly subscriptionId: string;
  /** Of which day, how far ahead, and which of several such. */
  readonly reminder: string;
  /** What it told of: `reminderKeys`. */
  readonly keys: readonly string[];
  /** May be forgotten after it: the day that it was ahead of is over. */
  readonly expiresAt: Instant;
}

/** How far one going-through of the due index has come: up to this document of that instant. */
export interface ReminderPlace {
  readonly dueAt: Instant;
  readonly documentId: string;
}

/** Which reminders were given, so that each is given once. */
export interface GivenReminders {
  /**
   * Puts the delivery that tells it and remembers it, both or none; false where it was given before.
   * @throws ConflictError where it is being given elsewhere
   */
  give(reminder: GivenReminder, delivery: Delivery): Promise<boolean>;
  /** What was given of a document, as it stands now. */
  of(documentId: string): Promise<GivenReminder[]>;
  /** Where to go on; undefined at the beginning. */
  place(): Promise<ReminderPlace | undefined>;
  /** Whichever comes last stands. */
  keepPlace(place: ReminderPlace | undefined): Promise<void>;
}

export interface Replays {
  /** Only where no other of the subscription is running. @throws ConflictError, ReceiptExistsError */
  create(replay: Replay, receipt?: Receipt): Promise<void>;
  get(subscriptionId: string, replayId: string): Promise<Replay | undefined>;
  /** Takes the place of the one with the revision before; one that is over stays as it is. @throws ConflictError */
  update(replay: Replay): Promise<void>;
}

export interface ReplayQueue {
  enqueue(step: {
    readonly subscriptionId: string;
    readonly replayId: string;
    /** 0 to 900. */
    readonly delaySeconds: number;
    /** Of the request that asked for the replay. */
    readonly correlationId?: string;
  }): Promise<void>;
}

export interface FeedLinks {
  create(link: FeedLink, receipt?: Receipt): Promise<void>;
  list(query: {
    readonly organisation?: string;
    readonly limit: number;
    readonly next?: string;
  }): Promise<Page<FeedLink>>;
  get(feedLinkId: string): Promise<FeedLink | undefined>;
  delete(feedLinkId: string): Promise<void>;
}

/** The secrets of feed addresses. */
export interface FeedSecrets {
  /** 32 unpredictable bytes, in letters that an address may have. */
  make(): string;
  /** SHA-256, hex. */
  hash(secret: string): string;
  /** Takes as long wherever they differ. */
  isSame(hash: string, other: string): boolean;
}
