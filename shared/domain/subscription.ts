import type { DocumentType } from './document.ts';
import type { EventType } from './events.ts';
import type { Instant } from './instant.ts';
import type { Status } from './timeline.ts';

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

export interface Subscription {
  readonly subscriptionId: string;
  /** The organisation that owns it; nobody else sees it but an operator. */
  readonly organisation: string;
  readonly target: WebhookTarget;
  readonly filter: SubscriptionFilter;
  readonly description?: string;
  readonly state: 'enabled' | 'disabled';
  readonly disabledReason?: string;
  /** The signing secret, encrypted. */
  readonly sealedSecret: string;
  readonly createdAt: Instant;
}
