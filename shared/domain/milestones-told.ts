import type { Calendar } from './calendar.ts';
import type { Change, Document } from './document.ts';
import type { MilestoneReached } from './events.ts';
import type { Instant } from './instant.ts';
import { type Milestone, proposedDate } from './milestone.ts';
import { dueNow, dueSoon, nearestOf, reminderKeys, reminderName } from './reminders.ts';

interface When {
  readonly now: Instant;
  readonly calendar: Calendar;
}

/** Tells every planned milestone up to now, or up to an instant before, and takes it off the plan. */
export const reach = (document: Document, { now, calendar }: When, through = now): Change => {
  const passed = document.milestones.filter(({ at }) => at <= through);
  if (passed.length === 0) return { document, facts: [] };
  const { timeZone, toldThrough } = document;
  const today = calendar.dateAt(now, timeZone);
  const reminders = dueNow(
    passed.filter((one) => one.what === 'dueSoon'),
    now,
    timeZone,
    calendar,
  );
  const told = [...passed.filter(({ what }) => what !== 'dueSoon'), ...reminders];
  return {
    document: {
      ...document,
      milestones: document.milestones.filter(({ at }) => at > through),
      reminded: nearestOf([
        ...document.reminded.filter((key) => isAhead(key, today)),
        ...reminders.flatMap(reminderKeys),
      ]),
    },
    facts: told.map((one) => {
      // One that was planned too late for its day is told as of now.
      const time = one.what === 'dueSoon' && one.at <= toldThrough ? now : one.at;
      return factOf(one, time, document, { now, calendar });
    }),
  };
};

/** Decisions that are final, or whose condition is met, at or before now, and were not when last told. */
export const newMilestones = (
  before: readonly Milestone[],
  after: readonly Milestone[],
  document: Document,
  when: When,
): MilestoneReached[] => {
  const known = new Set(before.filter(({ at }) => at <= document.toldThrough).flatMap(keysOf));
  return after
    .filter(({ at }) => at <= when.now)
    .flatMap((milestone) => {
      if (milestone.what !== 'conditionMet')
        return known.has(keysOf(milestone)[0]) ? [] : milestone;
      const { condition } = milestone;
      const decisionIds = milestone.decisionIds.filter((id) => !known.has(`${condition} ${id}`));
      return decisionIds.length === 0 ? [] : { ...milestone, decisionIds };
    })
    .map((milestone) => factOf(milestone, milestone.at, document, when));
};

/** What was told to be final, or to be met, and is not, or not any more. */
export const withdrawn = (
  before: readonly Milestone[],
  after: readonly Milestone[],
  { toldThrough }: Document,
  awaiting: ReadonlySet<string>,
  now: Instant,
): MilestoneReached[] => {
  const standing = new Set(
    after.flatMap((one) => (one.what === 'legallyFinal' && one.at <= now ? one.decisionId : [])),
  );
  const met = new Set(after.filter(({ at }) => at <= now).flatMap(keysOf));
  return before
    .filter(({ at }) => at <= toldThrough)
    .flatMap((one): MilestoneReached | readonly [] => {
      if (one.what === 'legallyFinal') {
        const { at: time, decisionId, party } = one;
        const who = { decisionId, ...(party !== undefined && { party }) };
        return standing.has(decisionId)
          ? []
          : { type: 'document.legallyFinal', time, ...who, correction: true };
      }
      if (one.what !== 'conditionMet') return [];
      const { at: time, condition } = one;
      const decisionIds = one.decisionIds.filter(
        (id) => awaiting.has(id) && !met.has(`${condition} ${id}`),
      );
      return decisionIds.length === 0
        ? []
        : { type: 'decision.conditionMet', time, condition, decisionIds, correction: true };
    });
};

const keysOf = (milestone: Milestone): readonly [string, ...string[]] => {
  switch (milestone.what) {
    case 'legallyFinal':
      return [`${milestone.decisionId} ${milestone.legallyFinalOn}`];
    case 'conditionMet': {
      const { condition, decisionIds } = milestone;
      const [first = '', ...others] = decisionIds.map((id) => `${condition} ${id}`);
      return [first, ...others];
    }
    case 'dueSoon':
      return [reminderName(milestone)];
  }
};

const factOf = (
  milestone: Milestone,
  time: Instant,
  { timeZone }: Document,
  { now, calendar }: When,
): MilestoneReached => {
  switch (milestone.what) {
    case 'legallyFinal': {
      const { what: _what, at: _at, ...final } = milestone;
      return { type: 'document.legallyFinal', time, ...final, correction: false };
    }
    case 'conditionMet': {
      const { condition, decisionIds, at } = milestone;
      const proposed = proposedDate(at, timeZone, calendar);
      return {
        type: 'decision.conditionMet',
        time,
        condition,
        decisionIds,
        proposedDate: proposed,
        correction: false,
      };
    }
    case 'dueSoon':
      return dueSoon(milestone, { time, now }, timeZone, calendar);
  }
};

/** Whether the day that a reminder was ahead of is still to come. */
const isAhead = (key: string, today: string): boolean => (key.split(' ')[1] ?? '') > today;
