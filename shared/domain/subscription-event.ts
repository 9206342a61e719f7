import type { SubscriptionEvent, SubscriptionEventType } from './events.ts';
import type { Instant } from './instant.ts';
import type { Subscription } from './subscription.ts';

const subscriptionEvent = (
  type: SubscriptionEventType,
  { subscriptionId }: Subscription,
  { id, now }: { readonly id: string; readonly now: Instant },
  data: Readonly<Record<string, unknown>>,
): SubscriptionEvent => {
  const subscription = `/v1/subscriptions/${subscriptionId}`;
  return {
    specversion: '1.0',
    id: `${subscriptionId}-${id}`,
    source: 'ikraft',
    type,
    subject: subscriptionId,
    time: now,
    recordedtime: now,
    datacontenttype: 'application/json',
    data: {
      subscriptionId,
      ...data,
      links: { subscription, deliveries: `${subscription}/deliveries` },
    },
  };
};

/** Sent on request, to see whether deliveries arrive. `id` tells one test from another. */
export const testEvent = (
  subscription: Subscription,
  { testId, now }: { readonly testId: string; readonly now: Instant },
): SubscriptionEvent =>
  subscriptionEvent(
    'subscription.test',
    subscription,
    { id: `test-${testId}`, now },
    { message: 'A test that you asked for: no document has changed.' },
  );

/** Tells the owner's other subscriptions that one has been disabled: the same words each time. */
export const disabledEvent = (
  subscription: Subscription & { readonly disabledAt: Instant },
): SubscriptionEvent => {
  const { target, disabledReason, disabledAt, failingSince } = subscription;
  return subscriptionEvent(
    'subscription.disabled',
    subscription,
    { id: `disabled-${disabledAt.replace(/[-:.]/g, '')}`, now: disabledAt },
    {
      target,
      reason: disabledReason,
      disabledAt,
      ...(failingSince !== undefined && { failingSince }),
    },
  );
};
