import type { Boundary, Document } from './document.ts';
import type { SubscriptionEvent } from './events.ts';
import { limits } from './limits.ts';
import type { Reminder } from './milestone.ts';
import type { Context } from './project.ts';
import { reminderKey, remindersOf } from './reminders.ts';
import { matches, type Subscription } from './subscription.ts';
import { reminderEvent } from './subscription-event.ts';

/** A document with all its coming changes, of which its own plan may hold only the first ones. */
export interface Foreseen {
  readonly document: Document;
  readonly coming: readonly Boundary[];
}

/** A reminder that one subscription alone is given, and the event that tells it. */
export interface SubscriptionReminder {
  readonly reminder: Reminder;
  readonly event: SubscriptionEvent;
}

type Subscriber = Pick<Subscription, 'subscriptionId' | 'createdAt' | 'filter' | 'reminders'>;

/**
 * What a subscription is to be told now of a document's coming days, as many days ahead as it asks for, and
 * was not told before (`reminded`, by `reminderKey`). Days on which the document's own reminders reach it are
 * left to these; so is one that has passed where a nearer one of these came after it.
 */
export const remindersFor = (
  subscription: Subscriber,
  { document, coming }: Foreseen,
  reminded: readonly string[],
  { now, calendar }: Context,
): SubscriptionReminder[] => {
  const { types, ...filter } = subscription.filter;
  const hearsDocument = types?.includes('document.dueSoon') ?? true;
  const own = hearsDocument ? (document.reminders ?? limits.reminders) : [];
  const days = (subscription.reminders ?? []).filter((daysBefore) => !own.includes(daysBefore));
  if (days.length === 0) return [];

  const { timeZone } = document;
  const told = new Set(hearsDocument ? document.reminded : []);
  const isHeard = ({ dueOn }: Reminder, daysBefore: number): boolean => {
    const at = calendar.startOfDay(calendar.plusDays(dueOn, -daysBefore), timeZone);
    return at >= subscription.createdAt && at <= now;
  };
  return remindersOf({ ...document, reminders: days, reminded }, coming, now, calendar)
    .filter(({ at, daysBefore }) => at <= now && daysBefore > 0)
    .filter((reminder) => !told.has(reminderKey(reminder)))
    .filter((one) => !own.some((nearer) => nearer < one.daysBefore && isHeard(one, nearer)))
    .map((reminder) => {
      const { subscriptionId } = subscription;
      const event = reminderEvent(document, reminder, { subscriptionId, now, calendar });
      return { reminder, event };
    })
    .filter(({ event }) => matches(filter, event));
};

/** The farthest that a subscription looks ahead, in days; 0 where it asks for no reminders. */
export const farthestReminder = ({ reminders = [] }: Pick<Subscription, 'reminders'>): number =>
  Math.max(0, ...reminders);
