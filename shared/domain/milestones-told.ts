import type { Calendar } from './calendar.ts';
import type { Change, Document } from './document.ts';
import type { MilestoneReached } from './events.ts';
import type { Instant } from './instant.ts';
import { type Milestone, proposedDate } from './milestone.ts';
import { dueNow, dueSoon, reminderKey } from './reminders.ts';

interface When {
  readonly now: Instant;
  readonly calendar: Calendar;
}

/** Tells every planned milestone at or before now, and takes it off the plan. */
export const reach = (document: Document, { now, calendar }: When): Change => {
  const passed = document.milestones.filter(({ at }) => at <= now);
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
      milestones: document.milestones.filter(({ at }) => at > now),
      reminded: [
        ...document.reminded.filter((key) => isAhead(key, today)),
        ...reminders.map(reminderKey),
      ],
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

/** Decisions that were told to be final and are not, or not any more. */
export const withdrawn = (
  before: readonly Milestone[],
  after: readonly Milestone[],
  { toldThrough }: Document,
  now: Instant,
): MilestoneReached[] => {
  const standing = new Set(
    after.flatMap((one) => (one.what === 'legallyFinal' && one.at <= now ? one.decisionId : [])),
  );
  return before.flatMap((one) =>
    one.what === 'legallyFinal' && one.at <= toldThrough && !standing.has(one.decisionId)
      ? {
          type: 'document.legallyFinal' as const,
          time: one.at,
          decisionId: one.decisionId,
          ...(one.party !== undefined && { party: one.party }),
          correction: true,
        }
      : [],
  );
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
      return [reminderKey(milestone)];
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
      };
    }
    case 'dueSoon':
      return dueSoon(milestone, { time, now }, timeZone, calendar);
  }
};

/** Whether the day that a reminder was ahead of is still to come. */
const isAhead = (key: string, today: string): boolean => (key.split(' ')[1] ?? '') > today;
