import { inadmissible } from './admissible.ts';
import type { Decision } from './decision.ts';
import type { Change, Document } from './document.ts';
import type { WithoutEffect } from './interval.ts';
import { refusalOf } from './obstacle.ts';
import { type Context, project, revise } from './project.ts';
import { saysTheSame } from './record.ts';
import { recordingOf } from './recording.ts';
import { type Refusal, refuse } from './refusal.ts';
import { undoneAt } from './standing.ts';
import { type Timeline, timeline } from './timeline.ts';
import type { Version } from './version.ts';

export interface DecisionState {
  readonly document: Document;
  /** Those recorded before. */
  readonly decisions: readonly Decision[];
  /** The version that the new decision names, where there is one. */
  readonly version: Version | undefined;
}

/** What a decision would do, whether or not it may be recorded. */
export interface Judged {
  /** Every reason why it may not. */
  readonly refusals: readonly Refusal[];
  readonly before: Timeline;
  readonly after: Timeline;
}

export interface Decided extends Change {
  readonly decision: Decision;
  readonly before: Timeline;
  readonly timeline: Timeline;
}

/** Only the new decision is judged, at its own legal instant; what was recorded before stays as it is. */
export const judge = (
  { document, decisions, version }: DecisionState,
  decision: Decision,
  context: Context,
): Judged => {
  const before = timeline(document, decisions, context.calendar);
  const refusals = [
    ...inadmissible(document, decision, version, before, context),
    ...(saysTheSame(decision, decisions) ? [nothingToCorrect()] : []),
  ];
  const all = [...decisions, decision];
  const after = timeline(document, all, context.calendar);
  const obstacle = obstacleTo(document, decision, before, after, context);
  // A late appeal is a fact all the same; whether it is admitted is for the court.
  const isLate = obstacle?.reason === 'already_final';
  if (obstacle === undefined || isLate || refusals.length > 0) return { refusals, before, after };
  return { refusals: [refusalOf(obstacle, decision, all, after)], before, after };
};

const nothingToCorrect = (): Refusal =>
  refuse(
    'nothing_to_correct',
    '/record',
    'The record says exactly this already: state what it should say instead, or leave `record` out to strike it.',
  );

/** Records a decision: what the document becomes and what is told. @throws Refusal with the reason */
export const decide = (state: DecisionState, decision: Decision, context: Context): Decided => {
  const judged = judge(state, decision, context);
  const [refusal] = judged.refusals;
  if (refusal) throw refusal;
  return consequences(state.document, decision, judged, context);
};

/** What follows from an admissible decision. */
export const consequences = (
  document: Document,
  decision: Decision,
  { before, after }: Judged,
  context: Context,
): Decided => {
  const recording = recordingOf(document, decision, before, context);
  const projected = project(document, before, after, recording, context);
  const change = revise(
    document,
    {
      document: { ...projected.document, decisionCount: document.decisionCount + 1 },
      facts: projected.facts,
    },
    context.now,
  );
  return { ...change, decision, before, timeline: after };
};

/** What puts a record in place of a wrong one, or sets a date, is judged by what comes of that as well. */
const obstacleTo = (
  document: Document,
  decision: Decision,
  before: Timeline,
  after: Timeline,
  { calendar }: Context,
): WithoutEffect | undefined => {
  const own = after.withoutEffect.get(decision.decisionId);
  if (own !== undefined) return own;
  if (decision.kind === 'setDate') {
    const decided = calendar.startOfDay(decision.decidedOn, document.timeZone);
    const undone = undoneAt(before.undone.get(decision.setsDateOf ?? ''), decided);
    if (undone) return { reason: 'already_undone', because: undone.decisionId };
    return obstacleToAll(decision, before, after);
  }
  if (decision.kind !== 'correct') return;
  if (decision.record !== undefined) return after.withoutEffect.get(decision.corrects);
  const earlier = before.corrected.get(decision.corrects);
  return earlier !== undefined && earlier.record === undefined
    ? { reason: 'already_undone', because: earlier.decisionId }
    : undefined;
};

/** Why none of those that get their date can take effect then; undefined where one can. */
const obstacleToAll = (
  { setsDateOf, whenMet }: Extract<Decision, { kind: 'setDate' }>,
  before: Timeline,
  after: Timeline,
): WithoutEffect | undefined => {
  const dated = before.awaiting.filter(({ decisionId, condition }) =>
    setsDateOf === undefined ? condition === whenMet : decisionId === setsDateOf,
  );
  const obstacles = dated.map(({ decisionId }) => after.withoutEffect.get(decisionId));
  return obstacles.every((obstacle) => obstacle !== undefined) ? obstacles[0] : undefined;
};
