import {
  type Act,
  byRecording,
  type Correction,
  type Decision,
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
    const { decisionId, recordedAt, recordedBy, groupId } = decision;
    const entry = { decisionId, recordedAt, recordedBy, ...(groupId && { groupId }) };
    return correction.record === undefined ? [] : [{ ...correction.record, ...entry }];
  });
  return {
    acts: standing.filter(isAct),
    proceedings: standing.filter(isProceeding),
    corrected,
    withoutEffect,
  };
};
