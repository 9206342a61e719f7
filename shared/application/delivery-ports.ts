import type { CloudEvent } from '../domain/events.ts';
import type { Instant } from '../domain/instant.ts';
import type { Subscription } from '../domain/subscription.ts';
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
  delete(subscriptionId: string): Promise<void>;
  receipt(receiptId: string): Promise<Receipt | undefined>;
}

/** Encrypts secrets before they are stored. */
export interface SecretBox {
  seal(secret: string): Promise<string>;
  open(sealed: string): Promise<string>;
}

/** One event for one subscription. */
export interface Delivery {
  readonly subscriptionId: string;
  readonly event: CloudEvent;
}

export interface DeliveryQueue {
  enqueue(deliveries: readonly Delivery[]): Promise<void>;
}

export type WebhookOutcome =
  | { readonly outcome: 'delivered'; readonly status: number; readonly durationMs: number }
  | { readonly outcome: 'refused'; readonly status: number; readonly durationMs: number }
  | {
      readonly outcome: 'failed';
      readonly error: 'timeout' | 'connection' | 'address_not_allowed' | 'tls';
      readonly durationMs: number;
    };

export interface WebhookSender {
  /** Never throws for what a receiver does; redirects are not followed. */
  send(request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<WebhookOutcome>;
}

/** The `webhook-signature` of Standard Webhooks over exactly this body. */
export type SignWebhook = (message: {
  readonly id: string;
  /** Of this attempt. */
  readonly timestamp: Instant;
  readonly body: string;
  readonly secret: string;
}) => string;

/** Makes a message that was received come back later than its queue would have it. */
export interface Postponement {
  postpone(message: {
    readonly receiptHandle: string;
    readonly delaySeconds: number;
  }): Promise<void>;
}
