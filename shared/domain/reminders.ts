import { type Calendar, daysBetween } from './calendar.ts';
import type { Boundary, Document } from './document.ts';
import type { MilestoneReached } from './events.ts';
import type { Instant, TimeZone } from './instant.ts';
import { limits } from './limits.ts';
import { type Ahead, byTime, type Reminder } from './milestone.ts';

/** Whose reminders are planned: what they are ahead of, how many days, and which were given. */
type Reminded = Pick<Document, 'reminded' | 'reminders' | 'reviewBy' | 'timeZone'>;

type Subjects = Pick<Ahead, 'party' | 'parties' | 'version'> & {
  readonly from?: string;
  readonly to?: string;
};

/**
 * One for each subject that it tells of: a party, or what the document itself becomes. Ahead of the same day
 * by as many days it is the same reminder of it, however the day came to be.
 */
export const reminderKeys = (
  reminder: Pick<Reminder, 'dueOn' | 'daysBefore'> & Subjects,
): string[] => {
  const { party, parties = [], to } = reminder;
  const name = reminderName(reminder);
  if (to === undefined) return [name];
  const own = party === undefined ? [subjectOf({ ...reminder, to })] : [];
  return [...new Set([...own, ...parties, ...(party === undefined ? [] : [party])])].map(
    (subject) => `${name} ${subject}`,
  );
};

/** Of which day and how far ahead, whatever it tells of. */
export const reminderName = ({
  dueOn,
  daysBefore,
  to,
}: Pick<Reminder, 'dueOn' | 'daysBefore'> & Pick<Subjects, 'to'>): string =>
  `${aheadOf({ to })} ${dueOn} ${daysBefore}`;

/** Whether it is of a change or of the review. */
export const aheadOf = ({ to }: { readonly to?: string | undefined }): 'change' | 'review' =>
  to === undefined ? 'review' : 'change';

/** A party by its id; the document itself by what it becomes, which no id of a party can be. */
const subjectOf = ({ party, from, to, version }: Subjects & { readonly to: string }): string =>
  party ?? (from === to ? `*${to}#${version}` : `*${to}`);

/**
 * The reminders still to give, in order, of the coming changes and of the review: each once. Of those whose
 * day has passed already, since the change was recorded late, only the one nearest to the change is left, and
 * none on the day itself. Each tells of what none as near or nearer was given of. The review's own day stands
 * among them, 0 days before: nothing is told then, but until then something is due.
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
    .flatMap(({ dueOn, changes }) => {
      const marks = changes === undefined ? [...days, 0] : days;
      const all = marks
        .map((daysBefore) => {
          const day = calendar.plusDays(dueOn, -daysBefore);
          return { at: calendar.startOfDay(day, timeZone), dueOn, daysBefore };
        })
        .sort(byTime);
      return timely(all, now, timeZone, calendar).flatMap((mark): Reminder[] => {
        const isUntold = (what: string): boolean =>
          mark.daysBefore < (nearest.get(what) ?? Number.POSITIVE_INFINITY);
        const reminder = { what: 'dueSoon', ...mark } as const;
        if (changes === undefined) return isUntold(`review ${dueOn}`) ? [reminder] : [];
        const ahead = aheadIn(
          changes.filter((one) => isUntold(`change ${dueOn} ${subjectOf(one)}`)),
        );
        return ahead === undefined ? [] : [{ ...reminder, ...ahead }];
      });
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

/** Of the keys, for each subject and day, that of the nearest reminder: those farther off say no more. */
export const nearestOf = (keys: readonly string[]): string[] => {
  const nearest = nearestGiven(keys);
  return [...new Set(keys)].filter((key) => {
    const { told, daysBefore } = partsOf(key);
    return nearest.get(told) === daysBefore;
  });
};

/** For each subject and day that a reminder was given of: how many days ahead the last one was. */
const nearestGiven = (reminded: readonly string[]): ReadonlyMap<string, number> => {
  const nearest = new Map<string, number>();
  for (const { told, daysBefore } of reminded.map(partsOf)) {
    nearest.set(told, Math.min(daysBefore, nearest.get(told) ?? Number.POSITIVE_INFINITY));
  }
  return nearest;
};

const partsOf = (key: string): { readonly told: string; readonly daysBefore: number } => {
  const [what, dueOn, days, ...subject] = key.split(' ');
  return { told: [what, dueOn, ...subject].join(' '), daysBefore: Number(days) };
};

/** Of reminders of one day, in order: the last that has come, and those still to come. */
const timely = <One extends Pick<Reminder, 'at' | 'dueOn'>>(
  reminders: readonly One[],
  now: Instant,
  timeZone: string,
  calendar: Calendar,
): readonly One[] => {
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
  const days = Map.groupBy(passed, (one) => `${aheadOf(one)} ${one.dueOn}`);
  return [...days.values()].flatMap((those) => timely(those, now, timeZone, calendar));
};

interface DayAhead {
  readonly dueOn: string;
  /** What changes; absent for the review. */
  readonly changes?: readonly Boundary[];
}

/** Each day on which something changes, with the first change of the document on it and those of parties. */
const changeDays = (
  coming: readonly Boundary[],
  { timeZone }: Reminded,
  calendar: Calendar,
): DayAhead[] =>
  [...Map.groupBy(coming, ({ at }) => calendar.dateAt(at, timeZone))].map(([dueOn, those]) => {
    const own = those.find(({ party }) => party === undefined);
    const changes = those.filter((one) => one.party !== undefined || one === own);
    return { dueOn, changes };
  });

/** The change that comes foremost, and every party that changes. */
const aheadIn = (changes: readonly Boundary[]): Ahead | undefined => {
  const foremost = changes.find(({ party }) => party === undefined) ?? changes[0];
  if (foremost === undefined) return undefined;
  const { at: dueAt, fromVersion: _fromVersion, validity: _validity, ...change } = foremost;
  const parties = [...new Set(changes.flatMap(({ party }) => party ?? []))];
  return { dueAt, ...change, ...(parties.length > 0 && { parties }) };
};

const reviewDay = ({ reviewBy }: Reminded): DayAhead[] =>
  reviewBy === undefined ? [] : [{ dueOn: reviewBy }];
