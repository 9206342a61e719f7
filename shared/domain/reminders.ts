import type { Calendar } from './calendar.ts';
import type { Boundary, Document } from './document.ts';
import type { Instant, LocalDate } from './instant.ts';
import { limits } from './limits.ts';
import { byTime, type Reminder } from './milestone.ts';

/** Whose reminders are planned: what they are ahead of, how many days, and which were given. */
type Reminded = Pick<Document, 'reminded' | 'reminders' | 'reviewBy' | 'timeZone'>;

/** Ahead of the same day by as many days it is the same reminder, however the day came to be. */
export const reminderKey = ({ dueOn, daysBefore, to }: Reminder): string =>
  `${to === undefined ? 'review' : 'change'} ${dueOn} ${daysBefore}`;

/**
 * The reminders still to give, in order, of the coming changes and of the review: each once. Of those whose
 * day has passed already, since the change was recorded late, only the one nearest to the change is left,
 * and none on the day itself.
 */
export const remindersOf = (
  document: Reminded,
  coming: readonly Boundary[],
  now: Instant,
  calendar: Calendar,
): Reminder[] => {
  const { reminded, reminders: days = limits.reminders, timeZone } = document;
  const given = new Set(reminded);
  return [...changeDays(coming, document, calendar), ...reviewDay(document)]
    .flatMap((ahead) => {
      const all = days
        .map((daysBefore): Reminder => {
          const day = calendar.plusDays(ahead.dueOn, -daysBefore);
          return { what: 'dueSoon', at: calendar.startOfDay(day, timeZone), daysBefore, ...ahead };
        })
        .sort(byTime);
      return timely(all, now, timeZone, calendar).filter((one) => !given.has(reminderKey(one)));
    })
    .sort(byTime);
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
  const days = Map.groupBy(passed, ({ dueOn, to }) => `${to === undefined} ${dueOn}`);
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

const reviewDay = ({ reviewBy }: Reminded): { readonly dueOn: LocalDate }[] =>
  reviewBy === undefined ? [] : [{ dueOn: reviewBy }];
