import type { Awaiting } from './awaiting.ts';
import type { Calendar } from './calendar.ts';
import type { Condition } from './decision.ts';
import type { Precision } from './effective-date.ts';
import type { Instant, LocalDate, TimeZone } from './instant.ts';
import type { Status } from './interval.ts';
import type { Timeline } from './timeline.ts';

/** What comes on the day that a reminder is ahead of. */
export interface Ahead {
  /** Present for a change, absent for a review. */
  readonly dueAt?: Instant;
  readonly from?: Status;
  readonly to?: Status;
  readonly party?: string;
  /** Every party that changes on that day and was not reminded of. */
  readonly parties?: readonly string[];
  readonly version?: number;
  readonly decisionId?: string;
  readonly precision?: Precision;
}

/** A moment that is told of and moves no status. */
export type Milestone =
  | {
      readonly what: 'legallyFinal';
      readonly at: Instant;
      readonly decisionId: string;
      readonly party?: string;
      readonly legallyFinalOn: LocalDate;
    }
  | {
      readonly what: 'conditionMet';
      readonly at: Instant;
      readonly condition: Condition;
      readonly decisionIds: readonly string[];
    }
  | ({
      readonly what: 'dueSoon';
      readonly at: Instant;
      readonly dueOn: LocalDate;
      readonly daysBefore: number;
    } & Ahead);

export type Reminder = Extract<Milestone, { what: 'dueSoon' }>;

/** Every moment at which a decision becomes final or its condition is met, in order. */
export const milestonesOf = ({ acts, finality, awaiting }: Timeline): Milestone[] => {
  const finals = [...finality].flatMap(([decisionId, { at, legallyFinalOn }]): Milestone[] => {
    if (at === undefined || legallyFinalOn === undefined) return [];
    const party = acts.get(decisionId)?.party;
    const whose = party === undefined ? {} : { party };
    return [{ what: 'legallyFinal', at, decisionId, ...whose, legallyFinalOn }];
  });
  return [...finals, ...conditionsMet(awaiting)].sort(byTime);
};

/** One for each condition that is met, with the decisions that wait for it. */
export const conditionsMet = (awaiting: readonly Awaiting[]): Milestone[] => {
  const met = Map.groupBy(
    awaiting.filter(({ metAt }) => metAt !== undefined),
    ({ metAt, condition }) => `${metAt} ${condition}`,
  );
  return [...met.values()].flatMap((those): Milestone[] => {
    const [first] = those;
    if (first?.metAt === undefined) return [];
    const decisionIds = those.map(({ decisionId }) => decisionId);
    return [{ what: 'conditionMet', at: first.metAt, condition: first.condition, decisionIds }];
  });
};

export const byTime = ({ at: a }: { at: Instant }, { at: b }: { at: Instant }): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** The date that is proposed where a condition is met: the day on which it was. */
export const proposedDate = (metAt: Instant, zone: TimeZone, calendar: Calendar): LocalDate =>
  calendar.dateAt(metAt, zone);
