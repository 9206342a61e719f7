import { boundariesOf } from './boundary.ts';
import type { Calendar } from './calendar.ts';
import type { Document } from './document.ts';
import type { CloudEvent } from './events.ts';
import type { Instant } from './instant.ts';
import type { Milestone } from './milestone.ts';
import { planned, withCauses, withReminders } from './plan.ts';
import { isSame, movedInstants } from './reconciliation-sameness.ts';
import { isByRules, partsOf, text } from './reconciliation-told.ts';
import { dueNow, nearestOf, reminderKeys } from './reminders.ts';
import { summariesOf } from './summary.ts';
import type { Timeline } from './timeline.ts';

interface When {
  readonly now: Instant;
  readonly calendar: Calendar;
}

/** The document as its decisions have it, told through an instant; `events` are what has been told, where known. */
export const rightPlan = (
  stored: Document,
  decisionCount: number,
  timeline: Timeline,
  toldThrough: Instant,
  events: readonly CloudEvent[],
  { now, calendar }: When,
): Document => {
  const told = {
    ...stored,
    decisionCount,
    toldThrough,
    reminded: withGiven(stored, events, now, calendar),
  };
  const right = planned(told, timeline, calendar);
  const boundaries = boundariesOf(timeline, stored.timeZone, calendar);
  const coming = boundaries.filter(({ at }) => at > toldThrough);
  // A plan that was cut short is used up before it is made anew.
  const isCutWell =
    !stored.plannedInFull &&
    stored.planned.length > 0 &&
    stored.planned.length < coming.length &&
    isSame(stored.planned, coming.slice(0, stored.planned.length));
  const plan = isCutWell ? { ...right, planned: stored.planned, plannedInFull: false } : right;
  const untold = plan.milestones.filter((one) => !isTold(one, events));
  const next = withReminders({ ...plan, milestones: untold }, coming, toldThrough, calendar);
  const milestones = awaited(next, { now, calendar });
  return withCauses({ ...next, milestones }, [], summariesOf(timeline));
};

/** What of the stored document differs from the right one, in a few words; empty where nothing does. */
export const differences = (stored: Document, right: Document, when: When): string[] => [
  ...fields.filter((field) => !isSame(stored[field], right[field])),
  ...(isSame(awaited(stored, when), right.milestones) ? [] : ['milestones']),
  ...(right.reminded.every((key) => stored.reminded.includes(key)) ? [] : ['reminded']),
  ...(Object.entries(right.causes).every(([id, cause]) => isSame(stored.causes[id], cause))
    ? []
    : ['causes']),
];

const fields = [
  'toldThrough',
  'current',
  'planned',
  'plannedInFull',
  'awaiting',
  'decisionCount',
] as const satisfies readonly (keyof Document)[];

/** The instants that differ, where nothing else does and new rules of the zone can be the reason. */
export const movedIn = (stored: Document, right: Document, when: When): string[] | undefined => {
  const [before, after] = [stored, right].map((document) => [
    fieldsOf(document),
    awaited(document, when),
  ]);
  const moved = movedInstants(before, after);
  const { calendar } = when;
  const byRules = moved?.every(({ before: from, after: to }) =>
    isByRules(calendar.millisecondsBetween(from, to)),
  );
  if (moved === undefined || moved.length === 0 || !byRules) return undefined;
  const words = moved.map(
    ({ before: from, after: to }) => `${calendar.dateAt(to, right.timeZone)}: ${from} to ${to}`,
  );
  return [...new Set(words)];
};

const fieldsOf = (document: Document) =>
  fields.filter((field) => field !== 'toldThrough').map((field) => document[field]);

/** What is still to come of it: a reminder whose time to be given is over says nothing. */
const awaited = ({ milestones, timeZone }: Document, { now, calendar }: When): Milestone[] => {
  const reminders = milestones.filter((one) => one.what === 'dueSoon');
  const due = new Set<Milestone>(dueNow(reminders, now, timeZone, calendar));
  return milestones.filter((one) => one.what !== 'dueSoon' || one.at > now || due.has(one));
};

/** What is remembered of reminders, with those that the log has of days to come. */
const withGiven = (
  { reminded, timeZone }: Document,
  events: readonly CloudEvent[],
  now: Instant,
  calendar: Calendar,
): readonly string[] => {
  const today = calendar.dateAt(now, timeZone);
  const given = events.flatMap(({ type, data }) => {
    if (type !== 'document.dueSoon') return [];
    const dueOn = text(partsOf(data.dueDate).date);
    const { daysBefore, version } = data;
    if (dueOn === undefined || dueOn <= today || typeof daysBefore !== 'number') return [];
    const [from, to, party] = [text(data.from), text(data.to), text(data.party)];
    const parties = Array.isArray(data.parties)
      ? data.parties.flatMap((one) => text(one) ?? [])
      : undefined;
    return reminderKeys({
      dueOn,
      daysBefore,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(party !== undefined && { party }),
      ...(parties !== undefined && { parties }),
      ...(typeof version === 'number' && { version }),
    });
  });
  return nearestOf([...reminded, ...given]);
};

/** Whether the last that was told of the milestone is that it has come. */
const isTold = (milestone: Milestone, events: readonly CloudEvent[]): boolean => {
  switch (milestone.what) {
    case 'dueSoon':
      return false;
    case 'legallyFinal': {
      const last = events.findLast(
        ({ type, data }) =>
          type === 'document.legallyFinal' &&
          partsOf(data.decision).decisionId === milestone.decisionId,
      );
      return last?.data.legallyFinalOn === milestone.legallyFinalOn;
    }
    case 'conditionMet':
      return events.some(
        ({ type, data, time }) =>
          type === 'decision.conditionMet' &&
          data.condition === milestone.condition &&
          isSame(data.decisionIds, milestone.decisionIds) &&
          isByRules(Date.parse(milestone.at) - Date.parse(time)),
      );
  }
};
