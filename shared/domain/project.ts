import { boundariesOf } from './boundary.ts';
import type { Calendar } from './calendar.ts';
import type { Boundary, Change, Document, Projection } from './document.ts';
import type { DecisionRecorded, EventFact, MilestoneReached } from './events.ts';
import { type Instant, laterOf } from './instant.ts';
import { intervalAt } from './interval.ts';
import { milestonesOf } from './milestone.ts';
import { newMilestones, reach, withdrawn } from './milestones-told.ts';
import { passing } from './passing.ts';
import { planned, withCauses } from './plan.ts';
import { summariesOf } from './summary.ts';
import { statusAt, type Timeline } from './timeline.ts';

/** The instant of one command, and the calendar: both come in as data. */
export interface Context {
  readonly now: Instant;
  readonly calendar: Calendar;
}

/** What was recorded: the event of it, when, and the decision that its consequences are put down to. */
export interface Recording {
  readonly fact: DecisionRecorded;
  readonly recordedAt: Instant;
  readonly cause: string;
}

/**
 * The document after its decisions changed from those behind `before` to those behind `after`, with an event
 * for each boundary at or before now that is new or different. Where boundaries only disappear, one
 * correction is told at the earliest of them. The event of the recording itself leads.
 */
export const project = (
  document: Document,
  before: Timeline,
  after: Timeline,
  { fact, recordedAt, cause }: Recording,
  context: Context,
): Change => {
  const { calendar } = context;
  // The clocks of two functions may differ: what has been told is not taken back for that.
  const now = laterOf(context.now, document.toldThrough);
  const zone = document.timeZone;
  const boundaries = boundariesOf(after, zone, calendar);
  const passed = boundaries.filter(({ at }) => at <= now);
  const known = boundariesOf(before, zone, calendar);
  const told = known.filter(({ at }) => at <= document.toldThrough);
  const keyOf = keyFor(document);
  const [knownBefore, toldBefore] = [new Set(known.map(keyOf)), new Set(told.map(keyOf))];
  const news = passed.filter((boundary) => !toldBefore.has(keyOf(boundary)));
  const corrections = disappeared(told, passed, news, after);

  const summaries = summariesOf(after);
  const tell = (boundary: Boundary, correction: boolean) => {
    const currentStatus = statusAt(after, now, boundary.party).status;
    // What only this recording made so was recorded with it, whatever it is caused by.
    const isOld = knownBefore.has(keyOf(boundary));
    const told = { currentStatus, correction, ...(!isOld && { recordedAt }) };
    return passing(boundary, summaries, document, context, told);
  };
  const standing = new Set(boundaries.map(changeOf));
  const cancelled = known
    .filter((one) => one.at > document.toldThrough && !standing.has(changeOf(one)))
    .map(({ at, party, from, to }) => ({ at, ...(party !== undefined && { party }), from, to }));

  const [earlier, later] = [milestonesOf(before), milestonesOf(after)];
  const consequences: EventFact[] = [
    ...news.map((boundary) => tell(boundary, false)),
    ...corrections.map((boundary) => tell({ ...boundary, decisionId: cause }, true)),
    ...newMilestones(earlier, later, document, { now, calendar }),
    ...withdrawn(earlier, later, document, stillAwaiting(after), now),
  ].sort(byTime);
  const recorded =
    fact.type === 'decision.proceedingRecorded' || cancelled.length === 0
      ? fact
      : { ...fact, cancelled };
  const next = reach(planned({ ...document, toldThrough: now }, after, calendar), {
    ...context,
    now,
  });
  const facts = [recorded, ...consequences, ...next.facts];
  return { document: withCauses(next.document, facts, withStruck(summaries, before)), facts };
};

/** The document as time alone has changed it: everything planned at or before now is told. */
export const advance = (document: Document, context: Context): Change => {
  const passed = document.planned.filter(({ at }) => at <= context.now);
  // A list that was cut short says nothing of what comes after its last boundary.
  const through = isExhausted(document, context.now)
    ? (passed.at(-1)?.at ?? document.toldThrough)
    : laterOf(context.now, document.toldThrough);
  if (passed.length === 0 && !document.milestones.some(({ at }) => at <= through)) {
    return { document, facts: [] };
  }
  const summaries = new Map(Object.entries(document.causes));
  const latest = new Map(passed.map(({ party, to }) => [party, to]));
  const passings = passed.map((boundary) => {
    const currentStatus = latest.get(boundary.party) ?? boundary.to;
    return passing(boundary, summaries, document, context, { currentStatus, correction: false });
  });
  const reached = reach(document, context, through);
  const facts = [...passings, ...reached.facts].sort(byTime);
  const advanced = {
    ...reached.document,
    toldThrough: through,
    current: passed
      .filter(({ party }) => party === undefined)
      .reduce(currentAfter, document.current),
    planned: document.planned.slice(passed.length),
  };
  return { document: withCauses(advanced, facts, summaries), facts };
};

/** True when more than the planned boundaries may have passed: the plan must be made anew. */
export const isExhausted = ({ planned, plannedInFull }: Document, now: Instant): boolean =>
  !plannedInFull && !planned.some(({ at }) => at > now);

/** Closes a command: the next revision, with the sequence moved past its events. */
export const revise = (before: Document, { document, facts }: Change, now: Instant): Change => ({
  document: {
    ...document,
    changedAt: now,
    revision: before.revision + 1,
    sequence: before.sequence + facts.length,
  },
  facts,
});

const currentAfter = (
  current: Projection['current'],
  boundary: Boundary,
): Projection['current'] => {
  const { at, from, to, version, decisionId, validity } = boundary;
  if (to === 'notDecided') return current;
  return {
    status: to,
    since: from === to ? current.since : at,
    ...(version !== undefined && { version }),
    ...(decisionId !== undefined && { decisionId }),
    validity: validity ?? {},
  };
};

/**
 * Equal for boundaries that say the same. Where parties adopt one by one, the document changes because one
 * of them did: that another's decision comes before it at the same instant is no news of the document.
 */
const keyFor =
  ({ adoption }: Document) =>
  ({ at, party, from, to, fromVersion, version, decisionId }: Boundary): string => {
    const cause = party === undefined && adoption === 'perParty' ? undefined : decisionId;
    return JSON.stringify([at, party, from, to, fromVersion, version, cause]);
  };

/** Equal for boundaries at which the same comes about, whatever it is put down to, and from which status or version. */
const changeOf = ({ at, party, from, to, version }: Boundary): string =>
  JSON.stringify([at, party, to, from === to && version]);

const isOfStatus = ({ from, to }: Boundary): boolean => from !== to;

const placeOf = ({ at, party }: Boundary): string => JSON.stringify([at, party]);

/**
 * For each subject without news, the earliest boundary told that is no more, leading to what holds. News of a
 * version are none to who follows the status.
 */
const disappeared = (
  told: readonly Boundary[],
  passed: readonly Boundary[],
  news: readonly Boundary[],
  timeline: Timeline,
): Boundary[] => {
  const heard = new Set(news.map(({ party }) => party));
  const heardStatus = new Set(news.filter(isOfStatus).map(({ party }) => party));
  const places = new Set(passed.map(placeOf));
  const statusPlaces = new Set(passed.filter(isOfStatus).map(placeOf));
  const gone = told.filter((boundary) =>
    isOfStatus(boundary)
      ? !heardStatus.has(boundary.party) && !statusPlaces.has(placeOf(boundary))
      : !heard.has(boundary.party) && !places.has(placeOf(boundary)),
  );
  const earliest = new Map(gone.toReversed().map((boundary) => [boundary.party, boundary]));
  return [...earliest.values()].toReversed().map(({ at, party, to, version: fromVersion }) => {
    const intervals = party === undefined ? timeline.document : timeline.parties.get(party);
    const { status, version } = intervalAt<Boundary['to']>(intervals ?? [], at);
    return {
      at,
      from: to,
      to: status,
      ...(party !== undefined && { party }),
      ...(fromVersion !== undefined && { fromVersion }),
      ...(version !== undefined && { version }),
    };
  });
};

const stillAwaiting = ({ awaiting }: Timeline): ReadonlySet<string> =>
  new Set(awaiting.map(({ decisionId }) => decisionId));

/** A record that was struck is still named by the event that says so. */
const withStruck = (summaries: ReturnType<typeof summariesOf>, before: Timeline) =>
  new Map([...summariesOf(before), ...summaries]);

const byTime = (
  { time: a }: Pick<EventFact | MilestoneReached, 'time'>,
  { time: b }: Pick<EventFact, 'time'>,
): number => (a < b ? -1 : a > b ? 1 : 0);
