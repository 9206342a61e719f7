import type { Decision } from './decision.ts';
import type { Boundary, Change, Document } from './document.ts';
import type { BoundaryPassed, CloudEvent } from './events.ts';
import { between, type Instant, shift } from './instant.ts';
import { passing } from './passing.ts';
import { nextDue, withCauses } from './plan.ts';
import { advance, type Context, revise } from './project.ts';
import {
  counted,
  type MonthFigures,
  merged,
  missedAfter,
  noFigures,
  type Repaired,
} from './punctuality.ts';
import { differences, movedIn, rightPlan } from './reconciliation-plan.ts';
import { mistold, toldBoundaries, toldThroughBy, untold } from './reconciliation-told.ts';
import { summariesOf } from './summary.ts';
import { statusAt, type Timeline, timeline } from './timeline.ts';

/** One document as it is stored and told. */
export interface Reconcilable {
  readonly document: Document;
  readonly decisions: readonly Decision[];
  /** All that the log has of it; undefined while events may be on their way there. */
  readonly events: readonly CloudEvent[] | undefined;
}

export interface Reconciliation {
  /** The same document where nothing is to be written. */
  readonly change: Change;
  readonly repaired: readonly Repaired[];
}

/**
 * What sets a document right that differs from its decisions, in one write: the plan as the decisions have it,
 * what is due, what was never told, and corrections of what was told and does not hold.
 */
export const reconciliation = (
  { document: stored, decisions, events }: Reconcilable,
  context: Context,
): Reconciliation => {
  const { now, calendar } = context;
  const whole = timeline(stored, decisions, calendar);
  const told = toldBoundaries(events ?? []);
  const toldThrough = toldThroughBy(told, stored, whole, context);
  const right = rightPlan(stored, decisions.length, whole, toldThrough, events ?? [], context);
  const differing = differences(stored, right, context);
  const next = differing.length === 0 ? stored : right;
  const due = nextDue(next);
  const isLate = due !== undefined && due < shift(now, -missedAfter);
  const through = toldThrough < now ? toldThrough : now;
  const missing = events === undefined ? [] : untold(told, whole, through, stored, calendar);
  const heard = new Set(missing.map(({ party }) => party));
  const mistaken =
    events === undefined
      ? []
      : mistold(told, whole, toldThrough).filter(({ party }) => !heard.has(party));
  if (differing.length === 0 && !isLate && missing.length === 0 && mistaken.length === 0) {
    return { change: { document: stored, facts: [] }, repaired: [] };
  }
  const advanced = advance(next, context);
  const summaries = summariesOf(whole);
  const tell = (boundary: Boundary, correction: boolean): BoundaryPassed => {
    const { toldThrough: at } = advanced.document;
    const currentStatus = statusAt(whole, at, boundary.party).status;
    return passing(boundary, summaries, stored, context, { currentStatus, correction });
  };
  const corrections = mistaken.map((one) => correctionOf(one, whole, toldThrough, stored));
  const facts = [
    ...missing.map((boundary) => tell(boundary, false)),
    ...corrections.map((boundary) => tell(boundary, true)),
    ...advanced.facts,
  ];
  const document = withCauses(advanced.document, facts, summaries);
  const { documentId } = stored;
  const moved = differing.length === 0 ? undefined : movedIn(stored, right, context);
  return {
    change: revise(stored, { document, facts }, now),
    repaired: [
      ...(moved ?? []).map((detail) => ({ documentId, repair: 'moved' as const, detail })),
      ...(differing.length > 0 && moved === undefined
        ? [{ documentId, repair: 'projection' as const, detail: differing.join(', ') }]
        : []),
      ...(isLate ? [{ documentId, repair: 'applied' as const, detail: `due ${due}` }] : []),
      ...[...missing, ...corrections].map((boundary) => ({
        documentId,
        repair: 'retold' as const,
        detail: detailOf(boundary),
      })),
    ],
  };
};

/** From what was said last to what holds, at the beginning of that. */
const correctionOf = (
  { party, said }: ReturnType<typeof mistold>[number],
  whole: Timeline,
  through: Instant,
  { registeredAt }: Document,
): Boundary => {
  const { status, from, version, decisionId, precision } = statusAt(whole, through, party);
  return {
    at: from ?? registeredAt,
    from: said,
    to: status,
    ...(party !== undefined && { party }),
    ...(version !== undefined && { version }),
    ...(decisionId !== undefined && { decisionId }),
    ...(precision !== undefined && { precision }),
  };
};

const detailOf = ({ at, party, from, to }: Boundary): string =>
  `${at} ${party === undefined ? '' : `${party} `}${from} to ${to}`;

/** How punctually the changes were told whose decision had been recorded before they took effect, by month. */
export const figuresOf = (events: readonly CloudEvent[]): readonly MonthFigures[] =>
  toldBoundaries(events)
    .filter(({ correction, recordedAt, time }) => !correction && recordedAt <= time)
    .map(({ date, time, recordedtime }) =>
      counted(noFigures(date.slice(0, 'YYYY-MM'.length)), between(time, recordedtime)),
    )
    .reduce<readonly MonthFigures[]>((all, one) => merged(all, [one]), []);
