import { newDelivery } from '../domain/delivery.ts';
import type { CloudEvent } from '../domain/events.ts';
import { boundRecipients } from '../domain/recipient.ts';
import { matches, type Subscription } from '../domain/subscription.ts';
import type {
  Clock,
  Deliveries,
  DeliveryQueue,
  Duties,
  DutyReceipt,
  Subscriptions,
} from './ports.ts';

export interface FanOutDependencies {
  readonly subscriptions: Pick<Subscriptions, 'enabled'>;
  readonly deliveries: Pick<Deliveries, 'create'>;
  readonly duties: Pick<Duties, 'create'>;
  readonly queue: DeliveryQueue;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Reads the enabled subscriptions once for a batch of events. The read is consistent and comes after the
 * events were received, so a subscription that was there when an event was recorded is never missed.
 * `place` makes the deliveries of one event and answers how many; `wake` then tells their workers.
 * Both may be done again.
 */
export const fanOut = async (dependencies: FanOutDependencies) => {
  const { subscriptions, queue } = dependencies;
  const enabled = await subscriptions.enabled();
  const placed = new Map<string, string[]>();

  return {
    place: async (event: CloudEvent): Promise<number> => {
      const asking = enabled.flatMap((subscription) => {
        const recipients = boundRecipients(event, subscription);
        const told = recipients.length > 0 || matches(subscription.filter, event);
        return told ? [{ subscription, recipients }] : [];
      });
      await Promise.all(
        asking.map(async ({ subscription, recipients }) => {
          const delivery = await place(dependencies, { event, subscription, recipients });
          if (delivery.state !== 'waiting') return;
          const { subscriptionId, deliveryId } = delivery;
          placed.set(subscriptionId, [...(placed.get(subscriptionId) ?? []), deliveryId]);
        }),
      );
      return asking.length;
    },

    wake: () =>
      queue.wake(
        [...placed].map(([subscriptionId, deliveryIds]) => ({ subscriptionId, deliveryIds })),
      ),
  };
};

/** The delivery, or the one that a repeat finds. A duty is noted before it can be fulfilled. */
const place = async (
  { deliveries, duties, clock }: FanOutDependencies,
  asked: {
    readonly event: CloudEvent;
    readonly subscription: Subscription;
    readonly recipients: readonly string[];
  },
) => {
  const { event, subscription, recipients } = asked;
  const { subscriptionId, organisation } = subscription;
  const decisionId = decisionIdOf(event);
  const duty =
    recipients.length > 0 && decisionId !== undefined
      ? { documentId: event.subject, decisionId, recipients }
      : undefined;
  const delivery = newDelivery(
    event,
    { subscriptionId, ...(duty && { duty }) },
    { now: clock.now() },
  );
  if (duty !== undefined) {
    const { deliveryId } = delivery;
    await duties.create(
      duty.recipients.map(
        (recipient): DutyReceipt => ({
          documentId: duty.documentId,
          decisionId: duty.decisionId,
          recipient,
          subscriptionId,
          organisation,
          deliveryId,
        }),
      ),
    );
  }
  return deliveries.create(delivery);
};

const decisionIdOf = ({ data }: CloudEvent): string | undefined => {
  const { decision } = data;
  return typeof decision === 'object' && decision !== null && 'decisionId' in decision
    ? String(decision.decisionId)
    : undefined;
};
