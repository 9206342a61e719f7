import type { DocumentType } from './document.ts';
import { type CloudEvent, type EventType, eventTypes } from './events.ts';
import type { Instant } from './instant.ts';
import { documentStatuses, type Status } from './timeline.ts';

/** Every stated condition must hold; each holds when any of its values does; an empty filter is all. */
export interface SubscriptionFilter {
  readonly types?: readonly EventType[];
  readonly documentIds?: readonly string[];
  readonly documentTypes?: readonly DocumentType[];
  readonly parties?: readonly string[];
  readonly fromStatuses?: readonly Status[];
  readonly toStatuses?: readonly Status[];
  readonly keywords?: readonly string[];
}

export interface WebhookTarget {
  readonly type: 'webhook';
  readonly url: string;
}

/** A queue of Amazon SQS, in an account that the operator allows. */
export interface QueueTarget {
  readonly type: 'sqs';
  readonly arn: string;
}

/** An event bus of Amazon EventBridge, in an account that the operator allows. */
export interface BusTarget {
  readonly type: 'eventBridge';
  readonly arn: string;
}

export type Target = WebhookTarget | QueueTarget | BusTarget;

/** What signs a webhook: an HMAC secret (`v1`) and, on request, an ed25519 key (`v1a`). Sealed. */
export interface SigningKey {
  readonly sealedSecret: string;
  readonly sealedPrivateKey?: string;
}

export interface Subscription extends Partial<SigningKey> {
  readonly subscriptionId: string;
  /** The organisation that owns it; nobody else sees it but an operator. */
  readonly organisation: string;
  readonly target: Target;
  readonly filter: SubscriptionFilter;
  readonly description?: string;
  /**
   * Names under which decisions list this subscriber among their recipients (Swedish "Expedieras till"):
   * such a decision is told as a duty, whatever the filter says.
   */
  readonly recipients?: readonly string[];
  /** So many days ahead it is told of every coming change and review, beside the documents' own reminders. */
  readonly reminders?: readonly number[];
  /** Deliveries a second at most. */
  readonly maxPerSecond: number;
  readonly state: 'enabled' | 'disabled';
  readonly disabledReason?: DisabledReason;
  readonly disabledAt?: Instant;
  /** The first failure since anything was accepted, where it was disabled on that account. */
  readonly failingSince?: Instant;
  /** When it was enabled again or given another target: what its receiver did before counts no more. */
  readonly renewedAt?: Instant;
  /** Verifies `v1a`, as Standard Webhooks writes it: `whpk_…`. */
  readonly publicKey?: string;
  /** Those before a rotation, which sign as well until then. Webhooks only, as are the present ones. */
  readonly previousKeys?: readonly (SigningKey & { readonly until: Instant })[];
  readonly createdAt: Instant;
  /** 1, 2, 3 …: what a change was made from. */
  readonly revision: number;
}

/** By the owner; because the receiver answered 410; or after five days in which it accepted nothing. */
export type DisabledReason = 'owner' | 'gone' | 'failing';

/** Whether a subscriber with this filter is told of the event. */
export const matches = (
  filter: SubscriptionFilter,
  { type, subject, data }: Pick<CloudEvent, 'type' | 'subject' | 'data'>,
): boolean =>
  holds(filter.types, type) &&
  holds(filter.documentIds, subject) &&
  holds(filter.documentTypes, data.type) &&
  holds(filter.parties, [data.party, data.parties].flat()) &&
  holds(filter.fromStatuses, data.from) &&
  holds(filter.toStatuses, data.to) &&
  holds(filter.keywords, data.keywords);

const holds = (wanted: readonly string[] | undefined, found: unknown): boolean =>
  wanted === undefined || [found].flat().some((value) => wanted.some((want) => want === value));

/** What events of a type carry at the most, as far as filters look at it. */
interface Shape {
  /** They may name a party, or several. */
  readonly party?: true;
  /** The statuses it may go from and to, and whether these differ. */
  readonly statuses?: readonly Status[];
  readonly differ?: boolean;
}

const ofDocument = { statuses: documentStatuses };
const ofParty = {
  party: true,
  statuses: [
    'notDecided',
    ...documentStatuses.filter((status) => status !== 'draft' && status !== 'proposed'),
  ],
} as const;

const shapes: Readonly<Record<EventType, readonly Shape[]>> = {
  'document.registered': [{}],
  'document.updated': [{}],
  'document.withdrawn': [{}],
  'document.versionAvailable': [{}],
  'document.versionRejected': [{}],
  'document.versionErased': [{}],
  'document.erased': [{}],
  'decision.recorded': [{ party: true }],
  'decision.corrected': [{ party: true }],
  'decision.proceedingRecorded': [{ party: true }],
  'decision.conditionMet': [{ party: true }],
  'document.statusChanged': [{ ...ofDocument, differ: true }],
  'document.versionChanged': [
    { ...ofDocument, differ: false },
    { ...ofParty, differ: false },
  ],
  'party.statusChanged': [{ ...ofParty, differ: true }],
  'document.dueSoon': [
    {},
    // A change of the document names the parties that change on the same day.
    { ...ofDocument, party: true, differ: true },
    { ...ofDocument, party: true, differ: false },
    { ...ofParty, differ: true },
    { ...ofParty, differ: false },
  ],
  'document.legallyFinal': [{ party: true }],
};

const conditions = [
  'types',
  'documentIds',
  'documentTypes',
  'parties',
  'fromStatuses',
  'toStatuses',
  'keywords',
] as const satisfies readonly (keyof SubscriptionFilter)[];

/** Why no event could ever match the filter, in a sentence for its author; undefined when one could. */
export const impossible = (filter: SubscriptionFilter): string | undefined => {
  const empty = conditions.find((condition) => filter[condition]?.length === 0);
  if (empty !== undefined) return `${empty} is empty: leave it out to ask for any value.`;

  const candidates = (filter.types ?? eventTypes).flatMap((type) => shapes[type]);
  if (candidates.some((shape) => fits(filter, shape))) return;

  const { parties, fromStatuses, toStatuses } = filter;
  const events = filter.types ? `${filter.types.join(' or ')} event` : 'event';
  if (parties && candidates.every(({ party }) => !party)) {
    return `No ${events} is about one party: leave out parties or add the type party.statusChanged.`;
  }
  if (candidates.every(({ statuses }) => statuses === undefined)) {
    return `No ${events} has a status to go from or to: leave out fromStatuses and toStatuses or add the type document.statusChanged.`;
  }
  const asked = [
    parties && 'is about one party',
    fromStatuses && `goes from ${fromStatuses.join(' or ')}`,
    toStatuses && `goes to ${toStatuses.join(' or ')}`,
  ];
  return `No ${events} ${asked.filter((part) => part !== undefined).join(' and ')}.`;
};

const fits = (
  { parties, fromStatuses, toStatuses }: SubscriptionFilter,
  { party, statuses, differ }: Shape,
): boolean => {
  if (parties !== undefined && !party) return false;
  if (statuses === undefined) return fromStatuses === undefined && toStatuses === undefined;
  const among = (wanted: readonly Status[] = statuses) =>
    wanted.filter((status) => statuses.includes(status));
  return among(fromStatuses).some((from) =>
    among(toStatuses).some((to) => (from !== to) === differ),
  );
};
