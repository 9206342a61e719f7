import type { Calendar } from './calendar.ts';
import { dataOf } from './cloud-event.ts';
import type { Document } from './document.ts';
import type { SubscriptionEvent, SubscriptionEventType } from './events.ts';
import type { Instant } from './instant.ts';
import type { Reminder } from './milestone.ts';
import { aheadOf, dueSoon } from './reminders.ts';
import type { Subscription } from './subscription.ts';

const subscriptionEvent = (
  type: Exclude<SubscriptionEventType, 'document.dueSoon'>,
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

/**
 * Tells one subscription of a day ahead as the document's own reminders do, now. The id is that of the
 * reminder, which may be the second of its day, and never ends as the id of an event in the document's sequence.
 */
export const reminderEvent = (
  document: Document,
  reminder: Reminder,
  {
    subscriptionId,
    nth,
    now,
    calendar,
  }: Pick<Subscription, 'subscriptionId'> & {
    /** Which it is of those that are as many days ahead of the day, from 1. */
    readonly nth: number;
    readonly now: Instant;
    readonly calendar: Calendar;
  },
): SubscriptionEvent => {
  const { documentId, timeZone } = document;
  const fact = dueSoon(reminder, { time: now, now }, timeZone, calendar);
  const { dueOn, daysBefore } = reminder;
  const kind = nth === 1 ? aheadOf(reminder) : `${aheadOf(reminder)}.${nth}`;
  return {
    specversion: '1.0',
    id: `${documentId}-dueSoon-${dueOn}-${daysBefore}-${subscriptionId}-${kind}`,
    source: 'ikraft',
    type: fact.type,
    subject: documentId,
    time: now,
    recordedtime: now,
    datacontenttype: 'application/json',
    data: dataOf({ ...document, changedAt: now }, fact),
  };
};
