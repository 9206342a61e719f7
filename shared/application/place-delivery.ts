import { type Delivery, type Duty, newDelivery } from '../domain/delivery.ts';
import type { CloudEvent } from '../domain/events.ts';
import type { Instant } from '../domain/instant.ts';
import { boundRecipients } from '../domain/recipient.ts';
import { matches, type Subscription } from '../domain/subscription.ts';
import type { Deliveries, Duties, DutyReceipt } from './ports.ts';

export interface PlaceDeliveryDependencies {
  readonly deliveries: Pick<Deliveries, 'create'>;
  readonly duties: Pick<Duties, 'create'>;
}

/** What the subscription is to have of an event, by its filter or as a duty; undefined where it asks for nothing. */
export const deliveryFor = (
  subscription: Subscription,
  event: CloudEvent,
  when: { readonly now: Instant; readonly at?: Instant },
): Delivery | undefined => {
  const duty = dutyOf(subscription, event);
  if (duty === undefined && !matches(subscription.filter, event)) return;
  const { subscriptionId } = subscription;
  return newDelivery(event, { subscriptionId, ...(duty && { duty }) }, when);
};

/** Puts the delivery, or answers with the one that a repeat finds; its duty is noted, done already or not. */
export const placeDelivery = async (
  { deliveries, duties }: PlaceDeliveryDependencies,
  { organisation }: Subscription,
  delivery: Delivery,
): Promise<Delivery> => {
  const { duty, subscriptionId, deliveryId } = delivery;
  const standing = await deliveries.create(delivery);
  if (duty !== undefined) {
    const { recipients, ...decision } = duty;
    const toldAt = standing.attempts.findLast(({ error }) => error === undefined)?.at;
    const told = toldAt !== undefined && { toldAt };
    const receipt = { ...decision, subscriptionId, organisation, deliveryId, ...told };
    await duties.create(recipients.map((recipient): DutyReceipt => ({ ...receipt, recipient })));
  }
  return standing;
};

const dutyOf = (subscription: Subscription, event: CloudEvent): Duty | undefined => {
  const recipients = boundRecipients(event, subscription);
  const { decision, correctionId } = event.data;
  if (recipients.length === 0) return;
  const documentId = event.subject;
  // What was recorded is the correction; the decision that it names is another entry.
  if (typeof correctionId === 'string') return { documentId, decisionId: correctionId, recipients };
  return typeof decision === 'object' && decision !== null && 'decisionId' in decision
    ? { documentId, decisionId: String(decision.decisionId), recipients }
    : undefined;
};
