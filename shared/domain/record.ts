import {
  type Act,
  byRecording,
  type Correction,
  type Decision,
  type DecisionFacts,
  type Entry,
  isAct,
  isProceeding,
  type Proceeding,
} from './decision.ts';
import type { WithoutEffect } from './interval.ts';

/** What was decided and what happened to it, as the record has it after every correction. */
export interface OnRecord {
  /** In order of recording; a corrected one keeps its id and its place. */
  readonly acts: readonly Act[];
  readonly proceedings: readonly Proceeding[];
  /** Records that were corrected, by id: replaced, or struck. */
  readonly corrected: ReadonlyMap<string, Correction>;
  readonly withoutEffect: ReadonlyMap<string, WithoutEffect>;
}

/**
 * Applies the corrections. The latest one of a record counts, and a correction is itself set right by
 * another one of the same record.
 */
export const onRecord = (decisions: readonly Decision[]): OnRecord => {
  const ordered = decisions.toSorted(byRecording);
  const known = new Set<string>();
  const corrected = new Map<string, Correction>();
  const withoutEffect = new Map<string, WithoutEffect>();
  for (const decision of ordered) {
    if (decision.kind !== 'correct') known.add(decision.decisionId);
    else if (known.has(decision.corrects)) corrected.set(decision.corrects, decision);
    else withoutEffect.set(decision.decisionId, { reason: 'not_on_record' });
  }
  const standing = ordered.flatMap((decision) => {
    if (decision.kind === 'correct') return [];
    const correction = corrected.get(decision.decisionId);
    if (correction === undefined) return [decision];
    return correction.record === undefined ? [] : [{ ...correction.record, ...entryOf(decision) }];
  });
  return {
    acts: standing.filter(isAct),
    proceedings: standing.filter(isProceeding),
    corrected,
    withoutEffect,
  };
};

/** When and by whom it was entered, without what it states. */
export const entryOf = ({ decisionId, recordedAt, recordedBy, groupId }: Decision): Entry => ({
  decisionId,
  recordedAt,
  recordedBy,
  ...(groupId && { groupId }),
});

/** What it states, without when and by whom it was entered. */
export const factsOf = (decision: Decision): DecisionFacts => {
  const { decisionId: _id, recordedAt: _at, recordedBy: _by, groupId: _group, ...facts } = decision;
  return facts;
};

/** Whether a correction says what the record says already, in whatever order. */
export const saysTheSame = (decision: Decision, decisions: readonly Decision[]): boolean => {
  if (decision.kind !== 'correct' || decision.record === undefined) return false;
  const { corrects, record } = decision;
  const correction = onRecord(decisions).corrected.get(corrects);
  const recorded = decisions.find(({ decisionId }) => decisionId === corrects);
  const present = correction === undefined ? recorded && factsOf(recorded) : correction.record;
  return present !== undefined && written(present) === written(record);
};

const written = (facts: DecisionFacts): string =>
  JSON.stringify(facts, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
