import type { Boundary, Document } from './document.ts';
import type { SubscriptionEvent } from './events.ts';
import type { Instant } from './instant.ts';
import { limits } from './limits.ts';
import type { Reminder } from './milestone.ts';
import type { Context } from './project.ts';
import { reminderKeys, reminderName, remindersOf } from './reminders.ts';
import { matches, type Subscription } from './subscription.ts';
import { reminderEvent } from './subscription-event.ts';

/** A document with all its coming changes, of which its own plan may hold only the first ones. */
export interface Foreseen {
  readonly document: Document;
  readonly coming: readonly Boundary[];
}

/** What is remembered of a reminder that a subscription was given. */
export interface Given {
  /** Its day, how far ahead, and which it is of several such: the same for whoever gives it. */
  readonly reminder: string;
  /** What it told of: `reminderKeys`. */
  readonly keys: readonly string[];
}

/** A reminder that one subscription alone is given, the event that tells it, and what to remember. */
export interface SubscriptionReminder {
  readonly reminder: Reminder;
  readonly event: SubscriptionEvent;
  readonly given: Given;
}

type Subscriber = Pick<Subscription, 'subscriptionId' | 'createdAt' | 'filter' | 'reminders'>;

/**
 * What a subscription is to be told now of a document's coming days, as many days ahead as it asks for, and
 * was not told before (`given`). Days on which the document's own reminders reach it are left to these; so is
 * one that has passed where a nearer one of these came after it, or one of these was told at once in its place.
 */
export const remindersFor = (
  subscription: Subscriber,
  { document, coming }: Foreseen,
  given: readonly Given[],
  { now, calendar }: Context,
): SubscriptionReminder[] => {
  const { types, ...filter } = subscription.filter;
  const hearsDocument = types?.includes('document.dueSoon') ?? true;
  const own = hearsDocument ? (document.reminders ?? limits.reminders) : [];
  const days = (subscription.reminders ?? []).filter((daysBefore) => !own.includes(daysBefore));
  if (days.length === 0) return [];

  const { timeZone } = document;
  const { createdAt, subscriptionId } = subscription;
  const told = hearsDocument ? document.reminded.filter(isAmong(days)) : [];
  const reminded = [...given.flatMap(({ keys }) => keys), ...told];
  const momentOf = ({ dueOn }: Reminder, daysBefore: number): Instant =>
    calendar.startOfDay(calendar.plusDays(dueOn, -daysBefore), timeZone);
  const isHeard = (one: Reminder, nearer: number): boolean => {
    const at = momentOf(one, nearer);
    return at >= createdAt && at <= now;
  };
  /** Recorded so late that the document told of it at once. */
  const isToldAtOnce = (one: Reminder): boolean => {
    const { recordedAt } = document.causes[one.decisionId ?? ''] ?? {};
    if (recordedAt === undefined || recordedAt < one.at || recordedAt < createdAt) return false;
    return own.some((daysBefore) => momentOf(one, daysBefore) <= recordedAt);
  };
  return remindersOf({ ...document, reminders: days, reminded }, coming, now, calendar)
    .filter(({ at, daysBefore }) => at <= now && daysBefore > 0)
    .filter((one) => !own.some((nearer) => nearer < one.daysBefore && isHeard(one, nearer)))
    .filter((one) => !isToldAtOnce(one))
    .map((reminder) => {
      const name = reminderName(reminder);
      const before = given.filter((one) => isNamed(one, name)).length;
      const nth = before + 1;
      const event = reminderEvent(document, reminder, { subscriptionId, nth, now, calendar });
      const keys = reminderKeys(reminder);
      return { reminder, event, given: { reminder: nth === 1 ? name : `${name} ${nth}`, keys } };
    })
    .filter(({ event }) => matches(filter, event));
};

/** Whether the key is of one of these numbers of days. */
const isAmong =
  (days: readonly number[]) =>
  (key: string): boolean =>
    days.includes(Number(key.split(' ')[2]));

const isNamed = ({ reminder }: Given, name: string): boolean =>
  reminder === name || reminder.startsWith(`${name} `);

/** The farthest that a subscription looks ahead, in days; 0 where it asks for no reminders. */
export const farthestReminder = ({ reminders = [] }: Pick<Subscription, 'reminders'>): number =>
  Math.max(0, ...reminders);
