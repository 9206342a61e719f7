import { type Attempt, afterAttempt, type Delivery } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Deliveries, Duties, DutyReceipt } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import type { SentEvent } from './send-event.ts';

export interface RecordAttemptDependencies {
  readonly deliveries: Pick<Deliveries, 'get' | 'update'>;
  readonly duties: Pick<Duties, 'told'>;
  /** From 0 to 1, anew each time. */
  readonly random: () => number;
}

/**
 * Adds an attempt to the delivery as it stands, which may have been asked for again meanwhile, and answers
 * with it; undefined where it is kept no longer. A duty that is done is noted first.
 */
export const recordAttempt = async (
  { deliveries, duties, random }: RecordAttemptDependencies,
  made: {
    readonly subscription: Subscription;
    readonly delivery: Delivery;
    readonly sent: SentEvent;
    /** When the latest attempt began that the receiver accepted. */
    readonly acceptedAt: Instant | undefined;
  },
): Promise<Delivery | undefined> => {
  const { subscription, delivery, acceptedAt } = made;
  const { attempt, retryAfter } = made.sent;
  const { subscriptionId, deliveryId, duty } = delivery;
  if (attempt.error === undefined && duty !== undefined) {
    await duties.told(receiptsOf(made.delivery, subscription, attempt));
  }
  let known: Delivery | undefined = delivery;
  return retryOnConflict(async () => {
    const latest = known ?? (await deliveries.get(subscriptionId, [deliveryId])).at(0);
    known = undefined;
    if (latest === undefined) return undefined;
    const tried = afterAttempt(latest, attempt, {
      random: random(),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(acceptedAt !== undefined && { acceptedAt }),
    });
    await deliveries.update(tried);
    return tried;
  });
};

const receiptsOf = (
  { subscriptionId, deliveryId, duty }: Delivery,
  { organisation }: Subscription,
  { at: toldAt }: Attempt,
): DutyReceipt[] =>
  duty === undefined
    ? []
    : duty.recipients.map((recipient) => ({
        documentId: duty.documentId,
        decisionId: duty.decisionId,
        recipient,
        subscriptionId,
        organisation,
        deliveryId,
        toldAt,
      }));
