import type { Condition, ProceedingKind } from './decision.ts';
import type { Boundary } from './document.ts';
import type { Precision } from './effective-date.ts';
import type { Instant, LocalDate } from './instant.ts';
import type { Ahead } from './milestone.ts';
import type { Status } from './timeline.ts';

export const eventTypes = [
  'document.registered',
  'document.updated',
  'document.withdrawn',
  'document.versionAvailable',
  'document.versionRejected',
  'document.versionErased',
  'document.erased',
  'decision.recorded',
  'decision.corrected',
  'decision.proceedingRecorded',
  'decision.conditionMet',
  'document.statusChanged',
  'document.versionChanged',
  'party.statusChanged',
  'document.dueSoon',
  'document.legallyFinal',
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
      readonly type: 'document.versionErased';
      readonly time: Instant;
      readonly version: number;
      /** Of the file, as announced. */
      readonly sha256: string;
      readonly reason: string;
    }
  | {
      readonly type: 'document.erased';
      readonly time: Instant;
      readonly reason: string;
      /** SHA-256 of what was erased. */
      readonly digest: string;
    }
  | DecisionRecorded
  | BoundaryPassed
  | MilestoneReached;

/** What an act states beside what every event says of a decision. */
export interface StatedDetails {
  readonly documentVersion?: number;
  readonly throughAndIncluding?: string;
  readonly takesEffectWhen?: Condition;
  readonly replacedBy?: string;
  /** The decision that it revokes, annuls or sets the date of. */
  readonly concerns?: string;
  readonly wording?: string;
}

/** Something was recorded about a document. */
export type DecisionRecorded =
  | (StatedDetails & {
      readonly type: 'decision.recorded';
      readonly time: Instant;
      readonly decisionId: string;
      readonly party?: string;
      /** Names of those to whom the decision is to be sent (Swedish "Expedieras till"). */
      readonly recipients?: readonly string[];
      readonly effectiveBeforeDecided: boolean;
      readonly cancelled?: readonly Cancelled[];
    })
  | (StatedDetails & {
      readonly type: 'decision.corrected';
      readonly time: Instant;
      /** The decision whose record was wrong, or to which the wrong record belongs. */
      readonly decisionId: string;
      /** The wrong record, where it was of a notice, an appeal or the end of one. */
      readonly proceedingId?: string;
      readonly correctionId: string;
      readonly party?: string;
      /** There was no such decision, or no such proceeding. */
      readonly struck: boolean;
      /** Those who are to be told, since they were told of the wrong record or are named by the right one. */
      readonly recipients?: readonly string[];
      readonly cancelled?: readonly Cancelled[];
    })
  | {
      readonly type: 'decision.proceedingRecorded';
      readonly time: Instant;
      /** The decision that it is about. */
      readonly decisionId: string;
      readonly proceedingId: string;
      readonly proceeding: ProceedingKind;
      /** The day on which the notice was posted, or the appeal lodged or ended. */
      readonly on: LocalDate;
      readonly party?: string;
    };

/** A coming change that comes no more. */
export type Cancelled = Pick<Boundary, 'at' | 'party' | 'from' | 'to'>;

export type MilestoneReached =
  | {
      readonly type: 'document.legallyFinal';
      readonly time: Instant;
      readonly decisionId: string;
      /** The party that the decision counts for alone. */
      readonly party?: string;
      /** Absent where it was told to be final and is not. */
      readonly legallyFinalOn?: LocalDate;
      /** An earlier announcement no longer holds. */
      readonly correction: boolean;
    }
  | {
      readonly type: 'decision.conditionMet';
      readonly time: Instant;
      readonly condition: Condition;
      readonly decisionIds: readonly string[];
      /** Absent where it was told to be met and is not. */
      readonly proposedDate?: LocalDate;
      /** An earlier announcement no longer holds. */
      readonly correction: boolean;
    }
  | ({
      readonly type: 'document.dueSoon';
      readonly time: Instant;
      readonly dueOn: LocalDate;
      readonly daysBefore: number;
      readonly daysLeft: number;
    } & Ahead);

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
  /** When that was recorded which made it so, where that is not the decision itself. */
  readonly recordedAt?: Instant;
  /** Set where an earlier announcement no longer holds. */
  readonly correction: boolean;
  readonly retroactive: boolean;
  readonly lateBySeconds: number;
}

/** CloudEvents 1.0 (cloudevents.io), structured mode, with the recordedtime, sequence and correlation extensions. */
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
  /** One for all that the same request, message or invocation caused; what is told again may lack it. */
  readonly correlationid?: string;
  readonly datacontenttype: 'application/json';
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * About a subscription, or a reminder that it alone asks for: outside any document's sequence, and straight
 * to one delivery.
 */
export type SubscriptionEventType =
  | 'subscription.test'
  | 'subscription.disabled'
  | 'document.dueSoon';

/** A CloudEvent to one subscription; its subject is a subscription, or the document of a reminder. */
export interface SubscriptionEvent extends Omit<CloudEvent, 'type' | 'sequence'> {
  readonly type: SubscriptionEventType;
}

/** What is sent to subscribers. */
export type DeliverableEvent = CloudEvent | SubscriptionEvent;
