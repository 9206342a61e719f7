import { type Calendar, daysBetween } from './calendar.ts';
import type { Boundary, Document } from './document.ts';
import type { MilestoneReached } from './events.ts';
import type { Instant, TimeZone } from './instant.ts';
import { limits } from './limits.ts';
import { byTime, type Reminder } from './milestone.ts';

/** Whose reminders are planned: what they are ahead of, how many days, and which were given. */
type Reminded = Pick<Document, 'reminded' | 'reminders' | 'reviewBy' | 'timeZone'>;

/** Ahead of the same day by as many days it is the same reminder, however the day came to be. */
export const reminderKey = (reminder: Reminder): string =>
  `${dayKey(reminder)} ${reminder.daysBefore}`;

const dayKey = (day: Pick<Reminder, 'dueOn' | 'to'>): string => `${aheadOf(day)} ${day.dueOn}`;

/** Whether it is of a change or of the review. */
export const aheadOf = ({ to }: Pick<Reminder, 'to'>): 'change' | 'review' =>
  to === undefined ? 'review' : 'change';

/**
 * The reminders still to give, in order, of the coming changes and of the review: each once. Of those whose
 * day has passed already, since the change was recorded late, only the one nearest to the change is left,
 * none where a nearer one was given, and none on the day itself. The review's own day stands among them, 0 days
 * before: nothing is told then, but until then something is due.
 */
export const remindersOf = (
  document: Reminded,
  coming: readonly Boundary[],
  now: Instant,
  calendar: Calendar,
): Reminder[] => {
  const { reminded, reminders: days = limits.reminders, timeZone } = document;
  const nearest = nearestGiven(reminded);
  return [...changeDays(coming, document, calendar), ...reviewDay(document)]
    .flatMap((ahead) => {
      const marks = ahead.to === undefined ? [...days, 0] : days;
      const all = marks
        .map((daysBefore): Reminder => {
          const day = calendar.plusDays(ahead.dueOn, -daysBefore);
          return { what: 'dueSoon', at: calendar.startOfDay(day, timeZone), daysBefore, ...ahead };
        })
        .sort(byTime);
      return timely(all, now, timeZone, calendar).filter(
        (one) => one.daysBefore < (nearest.get(dayKey(one)) ?? Number.POSITIVE_INFINITY),
      );
    })
    .sort(byTime);
};

/** What is told of a reminder. */
export const dueSoon = (
  { what: _what, at: _at, ...ahead }: Reminder,
  { time, now }: { readonly time: Instant; readonly now: Instant },
  timeZone: TimeZone,
  calendar: Calendar,
): DueSoon => {
  const daysLeft = daysBetween(calendar.dateAt(now, timeZone), ahead.dueOn);
  return { type: 'document.dueSoon', time, ...ahead, daysLeft };
};

type DueSoon = Extract<MilestoneReached, { type: 'document.dueSoon' }>;

/** For each day that a reminder was given of: how many days ahead the last one was. */
const nearestGiven = (reminded: readonly string[]): ReadonlyMap<string, number> => {
  const nearest = new Map<string, number>();
  for (const key of reminded) {
    const end = key.lastIndexOf(' ');
    const [ahead, days] = [key.slice(0, end), Number(key.slice(end))];
    nearest.set(ahead, Math.min(days, nearest.get(ahead) ?? days));
  }
  return nearest;
};

/** Of reminders of one day, in order: the last that has come, and those still to come. */
const timely = (
  reminders: readonly Reminder[],
  now: Instant,
  timeZone: string,
  calendar: Calendar,
): readonly Reminder[] => {
  const isOver = (reminders[0]?.dueOn ?? '') <= calendar.dateAt(now, timeZone);
  if (isOver) return [];
  const passed = reminders.findLastIndex(({ at }) => at <= now);
  return reminders.slice(Math.max(0, passed));
};

/** The reminders among those planned that are to be given now. */
export const dueNow = (
  planned: readonly Reminder[],
  now: Instant,
  timeZone: string,
  calendar: Calendar,
): Reminder[] => {
  const passed = planned.filter(({ at }) => at <= now);
  const days = Map.groupBy(passed, dayKey);
  return [...days.values()].flatMap((those) => timely(those, now, timeZone, calendar));
};

type DayAhead = Omit<Reminder, 'what' | 'at' | 'daysBefore'>;

/** One for each day on which something changes, with the change that comes foremost. */
const changeDays = (
  coming: readonly Boundary[],
  { timeZone }: Reminded,
  calendar: Calendar,
): DayAhead[] =>
  [...Map.groupBy(coming, ({ at }) => calendar.dateAt(at, timeZone))].flatMap(([dueOn, those]) => {
    const foremost = those.find(({ party }) => party === undefined) ?? those[0];
    if (foremost === undefined) return [];
    const { at: dueAt, fromVersion: _fromVersion, validity: _validity, ...change } = foremost;
    const parties = [...new Set(those.flatMap(({ party }) => party ?? []))];
    return { dueOn, dueAt, ...change, ...(parties.length > 0 && { parties }) };
  });

const reviewDay = ({ reviewBy }: Reminded): DayAhead[] =>
  reviewBy === undefined ? [] : [{ dueOn: reviewBy }];
