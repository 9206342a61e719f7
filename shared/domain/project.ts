import { boundariesOf, validityAt } from './boundary.ts';
import type { Calendar } from './calendar.ts';
import type { Decision } from './decision.ts';
import type { Boundary, Change, DecisionSummary, Document, Projection } from './document.ts';
import type { EventFact } from './events.ts';
import { type Instant, laterOf } from './instant.ts';
import { intervalAt, type Timeline } from './interval.ts';
import { passing } from './passing.ts';
import { statusAt } from './timeline.ts';

/** The instant of one command, and the calendar: both come in as data. */
export interface Context {
  readonly now: Instant;
  readonly calendar: Calendar;
}

/**
 * No more than this is kept on the document, unless all of it comes at one instant; what comes later is
 * derived again when it nears.
 */
export const plannedLimit = 100;

/** A draft on which nothing has been decided. */
export const emptyProjection = (now: Instant): Projection => ({
  toldThrough: now,
  current: { status: 'draft', since: null, validity: {} },
  planned: [],
  plannedInFull: true,
  causes: {},
});

/**
 * The document after its decisions changed from those behind `before` to `decisions`, with an event
 * for each boundary at or before now that is new or different. Where boundaries only disappear, one
 * correction is told at the earliest of them. `recorded`, the event of the decision itself, leads; that
 * decision is the last of `decisions`.
 */
export const project = (
  document: Document,
  before: Timeline,
  after: Timeline,
  decisions: readonly Decision[],
  recorded: EventFact,
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

  const summaries = new Map(decisions.map((one) => [one.decisionId, summaryOf(one)]));
  const latest = decisions.at(-1);
  const tell = (boundary: Boundary, correction: boolean) => {
    const currentStatus = statusAt(after, now, boundary.party).status;
    // What only this decision made so was recorded with it, whatever it is caused by.
    const recordedAt = knownBefore.has(keyOf(boundary)) ? undefined : latest?.recordedAt;
    const told = { currentStatus, correction, ...(recordedAt !== undefined && { recordedAt }) };
    return passing(boundary, summaries, document, context, told);
  };
  const passings = [
    ...news.map((boundary) => tell(boundary, false)),
    ...corrections.map((boundary) =>
      tell({ ...boundary, ...(latest && { decisionId: latest.decisionId }) }, true),
    ),
  ].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const facts = [recorded, ...passings];

  const { status, from, version, decisionId } = current(after, now);
  const projected = {
    ...document,
    toldThrough: now,
    current: {
      status,
      since: from,
      ...(version !== undefined && { version }),
      ...(decisionId !== undefined && { decisionId }),
      validity: validityAt(after.document, now, zone, calendar),
    },
    ...plan(boundaries.slice(passed.length)),
  };
  return { document: withCauses(projected, facts, summaries), facts };
};

/** The document as time alone has changed it: every planned boundary at or before now is told. */
export const advance = (document: Document, context: Context): Change => {
  const passed = document.planned.filter(({ at }) => at <= context.now);
  if (passed.length === 0) return { document, facts: [] };
  const summaries = new Map(Object.entries(document.causes));
  const latest = new Map(passed.map(({ party, to }) => [party, to]));
  const facts = passed.map((boundary) => {
    const currentStatus = latest.get(boundary.party) ?? boundary.to;
    return passing(boundary, summaries, document, context, { currentStatus, correction: false });
  });
  const advanced = {
    ...document,
    // A list that was cut short says nothing of what comes after its last boundary.
    toldThrough: isExhausted(document, context.now)
      ? (passed.at(-1)?.at ?? document.toldThrough)
      : context.now,
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

/** Lists the coming boundaries anew. Nothing is told; `facts`, of the same write, keep their causes. */
export const replan = (
  { document, facts }: Change,
  timeline: Timeline,
  decisions: readonly Decision[],
  calendar: Calendar,
): Document => {
  const boundaries = boundariesOf(timeline, document.timeZone, calendar);
  const coming = boundaries.filter(({ at }) => at > document.toldThrough);
  const summaries = new Map(decisions.map((one) => [one.decisionId, summaryOf(one)]));
  return withCauses({ ...document, ...plan(coming) }, facts, summaries);
};

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

const plan = (coming: readonly Boundary[]) => {
  const cut = coming[plannedLimit];
  // Boundaries at one instant are planned together or not at all, unless they are the first.
  const planned =
    cut === undefined || coming[0]?.at === cut.at
      ? coming.filter(({ at }) => cut === undefined || at === cut.at)
      : coming.slice(0, plannedLimit).filter(({ at }) => at < cut.at);
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

const placeOf = ({ at, party }: Boundary): string => JSON.stringify([at, party]);

/** For each subject without news, the earliest boundary told that is no more, leading to what holds. */
const disappeared = (
  told: readonly Boundary[],
  passed: readonly Boundary[],
  news: readonly Boundary[],
  timeline: Timeline,
): Boundary[] => {
  const heard = new Set(news.map(({ party }) => party));
  const places = new Set(passed.map(placeOf));
  const gone = told.filter(
    (boundary) => !heard.has(boundary.party) && !places.has(placeOf(boundary)),
  );
  const earliest = new Map(gone.toReversed().map((boundary) => [boundary.party, boundary]));
  return [...earliest.values()].map(({ at, party, to, version: fromVersion }) => {
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

const withCauses = (
  document: Document,
  facts: readonly EventFact[],
  summaries: ReadonlyMap<string, DecisionSummary>,
): Document => {
  const ids = [
    document.current.decisionId,
    ...document.planned.map(({ decisionId }) => decisionId),
    ...facts.map((fact) => ('decisionId' in fact ? fact.decisionId : undefined)),
  ];
  const causes: Record<string, DecisionSummary> = {};
  for (const id of ids) {
    const summary = id === undefined ? undefined : summaries.get(id);
    if (summary) causes[summary.decisionId] = summary;
  }
  return { ...document, causes };
};

/** What events say about a decision. */
export const summaryOf = (decision: Decision): DecisionSummary => ({
  decisionId: decision.decisionId,
  kind: decision.kind,
  decidedOn: decision.decidedOn,
  decidedBy: decision.decidedBy,
  ...(decision.section !== undefined && { section: decision.section }),
  ...(decision.caseNumber !== undefined && { caseNumber: decision.caseNumber }),
  ...(decision.fromAndIncluding !== undefined && { fromAndIncluding: decision.fromAndIncluding }),
  recordedAt: decision.recordedAt,
});
