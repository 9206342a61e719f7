import type { Attempt } from '../domain/delivery.ts';
import type { DeliverableEvent } from '../domain/events.ts';
import type { Instant } from '../domain/instant.ts';
import { retryAfterSeconds } from '../domain/retry-schedule.ts';
import type { SigningKey, Subscription } from '../domain/subscription.ts';
import type { Clock, SecretBox, Sender, SignWebhook } from './ports.ts';

export interface SendEventDependencies {
  readonly secrets: Pick<SecretBox, 'open'>;
  readonly sign: SignWebhook;
  readonly sender: Sender;
  readonly clock: Pick<Clock, 'now'>;
}

/** One attempt, and the seconds for which the receiver asks to be left alone. */
export interface SentEvent {
  readonly attempt: Attempt;
  readonly retryAfter?: number;
}

/** Sends an event to a subscription's target, signed by Standard Webhooks over exactly the bytes that are sent. */
export const sendEvent = async (
  dependencies: SendEventDependencies,
  { target, ...subscription }: Subscription,
  event: DeliverableEvent,
): Promise<SentEvent> => {
  const { sender, clock } = dependencies;
  const body = JSON.stringify(event);
  const at = clock.now();
  const { id: eventId, type: eventType, correlationid: correlationId } = event;
  const traced = correlationId !== undefined;
  const headers =
    target.type === 'webhook'
      ? {
          ...(await signed(dependencies, subscription, eventId, body, at)),
          ...(traced && { 'x-correlation-id': correlationId }),
        }
      : {};
  const known = traced && { correlationId };
  const message = { target, eventId, eventType, body, headers, ...known };
  const { retryAfter: header, ...outcome } = await sender.send(message);
  const asks = header !== undefined && (outcome.status === 429 || outcome.status === 503);
  const retryAfter = asks ? retryAfterSeconds(header, clock.now()) : undefined;
  return { attempt: { at, ...outcome }, ...(retryAfter !== undefined && { retryAfter }) };
};

const signed = async (
  { secrets, sign }: SendEventDependencies,
  { previousKeys = [], ...current }: Omit<Subscription, 'target'>,
  id: string,
  body: string,
  timestamp: Instant,
): Promise<Readonly<Record<string, string>>> => {
  const valid = [current, ...previousKeys.filter(({ until }) => timestamp < until)];
  const keys = await Promise.all(valid.flatMap(sealedKeys).map((sealed) => secrets.open(sealed)));
  return {
    'content-type': 'application/cloudevents+json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(Date.parse(timestamp) / 1000)),
    'webhook-signature': sign({ id, timestamp, body, keys }),
  };
};

const sealedKeys = ({ sealedSecret, sealedPrivateKey }: Partial<SigningKey>): string[] =>
  [sealedSecret, sealedPrivateKey].filter((key) => key !== undefined);
