import { boundariesOf, validityAt } from './boundary.ts';
import type { Calendar } from './calendar.ts';
import type { Boundary, Change, DecisionSummary, Document, Projection } from './document.ts';
import type { EventFact } from './events.ts';
import type { Instant } from './instant.ts';
import { intervalAt } from './interval.ts';
import { byTime, conditionsMet, milestonesOf } from './milestone.ts';
import { withdrawn } from './milestones-told.ts';
import { remindersOf } from './reminders.ts';
import { summariesOf } from './summary.ts';
import type { Timeline } from './timeline.ts';

/**
 * No more than this is kept on the document, unless all of it comes at one instant; what comes later is
 * derived again when it nears.
 */
const plannedLimit = 100;

/** A draft on which nothing has been decided. */
export const emptyProjection = (now: Instant): Projection => ({
  toldThrough: now,
  current: { status: 'draft', since: null, validity: {} },
  planned: [],
  plannedInFull: true,
  milestones: [],
  reminded: [],
  awaiting: [],
  causes: {},
});

/** The document as its decisions have it, told as far as `toldThrough` says. */
export const planned = (document: Document, timeline: Timeline, calendar: Calendar): Document => {
  const { toldThrough, timeZone: zone } = document;
  const { status, from, version, decisionId } = current(timeline, toldThrough);
  const boundaries = boundariesOf(timeline, zone, calendar);
  const coming = boundaries.filter(({ at }) => at > toldThrough);
  return withReminders(
    {
      ...document,
      current: {
        status,
        since: from,
        ...(version !== undefined && { version }),
        ...(decisionId !== undefined && { decisionId }),
        validity: validityAt(timeline.document, toldThrough, zone, calendar),
      },
      ...cut(coming),
      milestones: milestonesOf(timeline).filter(({ at }) => at > toldThrough),
      awaiting: timeline.awaiting,
    },
    coming,
    toldThrough,
    calendar,
  );
};

/**
 * The document with the reminders of what is coming and of its review, those to give at once among them. Where
 * not all that is coming is planned, those later than the plan are left to the next one.
 */
export const withReminders = (
  document: Document,
  coming: readonly Boundary[],
  now: Instant,
  calendar: Calendar,
): Document => {
  const others = document.milestones.filter(({ what }) => what !== 'dueSoon');
  const last = document.plannedInFull ? undefined : document.planned.at(-1)?.at;
  const reminders = remindersOf(document, coming, now, calendar).filter(
    ({ at }) => last === undefined || at <= last,
  );
  return { ...document, milestones: [...others, ...reminders].sort(byTime) };
};

/** What awaits a date now: another party may keep a condition from being met, also one that was told to be. */
export const withConditions = ({ document, facts }: Change, timeline: Timeline): Change => {
  const others = document.milestones.filter(({ what }) => what !== 'conditionMet');
  const met = conditionsMet(timeline.awaiting).filter(({ at }) => at > document.toldThrough);
  const { awaiting } = timeline;
  const retracted = withdrawn(
    conditionsMet(document.awaiting),
    conditionsMet(awaiting),
    document,
    new Set(awaiting.map(({ decisionId }) => decisionId)),
    document.toldThrough,
  );
  const sequence = document.sequence + retracted.length;
  const milestones = [...others, ...met].sort(byTime);
  return {
    document: { ...document, sequence, awaiting, milestones },
    facts: [...facts, ...retracted],
  };
};

/** When something must be done with the document next. */
export const nextDue = ({ planned, milestones }: Pick<Projection, 'planned' | 'milestones'>) => {
  const [change, milestone] = [planned[0]?.at, milestones[0]?.at];
  if (change === undefined || milestone === undefined) return change ?? milestone;
  return change < milestone ? change : milestone;
};

/** The document with what is to be said of the decisions that it and the facts of this write name. */
export const withCauses = (
  document: Document,
  facts: readonly EventFact[],
  summaries: ReadonlyMap<string, DecisionSummary>,
): Document => {
  const ids = [
    document.current.decisionId,
    ...document.planned.map(({ decisionId }) => decisionId),
    ...document.milestones.map((one) => ('decisionId' in one ? one.decisionId : undefined)),
    ...facts.map((fact) => ('decisionId' in fact ? fact.decisionId : undefined)),
  ];
  const causes: Record<string, DecisionSummary> = {};
  for (const id of ids) {
    const summary = id === undefined ? undefined : summaries.get(id);
    if (summary) causes[summary.decisionId] = summary;
  }
  return { ...document, causes };
};

/** Lists what is coming anew. Nothing is told; `facts`, of the same write, keep their causes. */
export const replan = (
  document: Document,
  facts: readonly EventFact[],
  timeline: Timeline,
  calendar: Calendar,
): Document => {
  const boundaries = boundariesOf(timeline, document.timeZone, calendar);
  const coming = boundaries.filter(({ at }) => at > document.toldThrough);
  const cutShort = { ...document, ...cut(coming) };
  const next = withReminders(cutShort, coming, document.toldThrough, calendar);
  return withCauses(next, facts, summariesOf(timeline));
};

const cut = (coming: readonly Boundary[]): Pick<Projection, 'planned' | 'plannedInFull'> => {
  const first = coming[plannedLimit];
  // Boundaries at one instant are planned together or not at all, unless they are the first.
  const planned =
    first === undefined || coming[0]?.at === first.at
      ? coming.filter(({ at }) => first === undefined || at === first.at)
      : coming.slice(0, plannedLimit).filter(({ at }) => at < first.at);
  return { planned, plannedInFull: planned.length === coming.length };
};

const current = (timeline: Timeline, now: Instant) => {
  const holds = intervalAt(timeline.document, now);
  const start = timeline.document.findLast(
    ({ from }, index, all) =>
      (from === null || from <= now) && all[index - 1]?.status !== holds.status,
  );
  return { ...holds, from: start?.from ?? null };
};
