import type { Precision } from './effective-date.ts';
import type { Instant, LocalDate } from './instant.ts';
import type { Status } from './timeline.ts';

export const eventTypes = [
  'document.registered',
  'document.updated',
  'document.withdrawn',
  'document.versionAvailable',
  'document.versionRejected',
  'decision.recorded',
  'document.statusChanged',
  'document.versionChanged',
  'party.statusChanged',
] as const;

export type EventType = (typeof eventTypes)[number];

/**
 * What happened, in the few words that fit on the document's item beside hundreds of others. With the
 * item it becomes a CloudEvent (`toCloudEvents`), so that nothing is said twice in storage.
 */
export type EventFact =
  | { readonly type: 'document.registered' | 'document.withdrawn'; readonly time: Instant }
  | {
      readonly type: 'document.updated';
      readonly time: Instant;
      /** Names of the changed fields. */
      readonly changed: readonly string[];
    }
  | {
      readonly type: 'document.versionAvailable' | 'document.versionRejected';
      readonly time: Instant;
      readonly version: number;
      readonly reason?: string;
    }
  | {
      readonly type: 'decision.recorded';
      readonly time: Instant;
      readonly decisionId: string;
      readonly party?: string;
      readonly documentVersion?: number;
      readonly throughAndIncluding?: string;
      readonly replacedBy?: string;
      readonly wording?: string;
      /** Names of those to whom the decision is to be sent (Swedish "Expedieras till"). */
      readonly recipients?: readonly string[];
      readonly effectiveBeforeDecided: boolean;
    }
  | BoundaryPassed;

export interface BoundaryPassed {
  readonly type: 'document.statusChanged' | 'document.versionChanged' | 'party.statusChanged';
  /** When it took effect. */
  readonly time: Instant;
  /** The local date of `time` in the document's zone. */
  readonly date: LocalDate;
  readonly party?: string;
  readonly from: Status;
  readonly to: Status;
  readonly fromVersion?: number;
  readonly version?: number;
  /**
   * What holds for the document or the party when this is told: of several events told together, or
   * late, each has its own `to`, but all agree on this.
   */
  readonly currentStatus: Status;
  readonly decisionId?: string;
  readonly precision?: Precision;
  /** Set where an earlier announcement no longer holds. */
  readonly correction: boolean;
  readonly retroactive: boolean;
  readonly lateBySeconds: number;
}

/** CloudEvents 1.0 (cloudevents.io), structured mode, with the recordedtime and sequence extensions. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** `<documentId>-<sequence>`: the same over every retry. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** The documentId. */
  readonly subject: string;
  /** When it took effect. */
  readonly time: Instant;
  readonly recordedtime: Instant;
  /** Position among the document's events, zero-padded: string order is event order. */
  readonly sequence: string;
  readonly datacontenttype: 'application/json';
  readonly data: Readonly<Record<string, unknown>>;
}

/** About a subscription, outside any document's sequence, and straight to one delivery. */
export type SubscriptionEventType = 'subscription.test' | 'subscription.disabled';

/** A CloudEvent whose subject is a subscription. */
export interface SubscriptionEvent extends Omit<CloudEvent, 'type' | 'sequence'> {
  readonly type: SubscriptionEventType;
}

/** What is sent to subscribers. */
export type DeliverableEvent = CloudEvent | SubscriptionEvent;
