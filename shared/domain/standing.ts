import type { Calendar } from './calendar.ts';
import { type Act, targetOf } from './decision.ts';
import { type Precision, resolveFrom } from './effective-date.ts';
import type { Instant, TimeZone } from './instant.ts';
import type { WithoutEffect } from './interval.ts';
import { Refusal } from './refusal.ts';
import { idleDateSettings, withDates } from './set-dates.ts';

/** A revocation that takes effect, and how exact its date is. */
export interface Beginning {
  readonly act: Act;
  /** Whom it is about, where that is one party: the one of what it takes back in the end. */
  readonly party?: string;
  readonly precision: Precision;
}

/** A stretch of legal time over which the same decisions count. */
export interface Stretch {
  /** Null: from the beginning of time. */
  readonly from: Instant | null;
  /** In order of recording, with the dates that were set later. */
  readonly acts: readonly Act[];
  /** The revocations that undo something from where the stretch begins. */
  readonly begunBy: readonly Beginning[];
}

/** A stretch of legal time over which a decision does not count, and the decision that undid it. */
export interface Undone {
  readonly kind: 'revoke' | 'annul';
  readonly decisionId: string;
  /** Null: from the beginning, as if it had never been taken. */
  readonly from: Instant | null;
  /** Null: for good. */
  readonly to: Instant | null;
}

/** What keeps a decision from counting at the instant, of what undoes it. */
export const undoneAt = (undone: readonly Undone[] = [], at: Instant): Undone | undefined =>
  undone.find(({ from, to }) => (from === null || from <= at) && (to === null || at < to));

export interface Standing {
  /** In order of time, the first from null. */
  readonly stretches: readonly Stretch[];
  readonly undone: ReadonlyMap<string, readonly Undone[]>;
  readonly withoutEffect: ReadonlyMap<string, WithoutEffect>;
}

/** Takes its target out from an instant on, as long as it counts itself. */
interface Undoing extends Beginning {
  readonly act: Extract<Act, { kind: 'revoke' | 'annul' }>;
  readonly target: string;
  /** Null for an annulment: from the beginning. */
  readonly from: Instant | null;
}

/**
 * Which decisions count when. A revocation takes a decision out from a date on, an annulment from the
 * beginning, each as long as it counts itself: a revocation that is revoked gives the decision back.
 * Takes the acts in order of recording; a decision undoes only what was recorded before it.
 */
export const standing = (acts: readonly Act[], zone: TimeZone, calendar: Calendar): Standing => {
  const withoutEffect = new Map<string, WithoutEffect>();
  const undoings = undoingsOf(acts, zone, calendar, withoutEffect);
  const instants = new Set(undoings.flatMap(({ from }) => from ?? []));
  const undone = new Map<string, Undone[]>();
  const stretches = [null, ...[...instants].sort()].map((from): Stretch => {
    const outBy = takenOut(acts, undoings, from);
    for (const [id, { act }] of outBy) note(undone, id, act, from);
    for (const [id, spans] of undone) if (!outBy.has(id)) close(spans, from);
    const counting = acts.filter(({ decisionId }) => !outBy.has(decisionId));
    return {
      from,
      acts: withDates(counting),
      begunBy: from === null ? [] : beginningAt(undoings, from, outBy),
    };
  });
  for (const { act, target } of undoings) {
    const spans = undone.get(target) ?? [];
    const isIdle = spans.every(({ decisionId }) => decisionId !== act.decisionId);
    if (!isIdle || undone.has(act.decisionId)) continue;
    const because = spans[0]?.decisionId;
    withoutEffect.set(act.decisionId, {
      reason: 'already_undone',
      ...(because !== undefined && { because }),
    });
  }
  for (const [id, obstacle] of idleDateSettings(acts, stretches)) withoutEffect.set(id, obstacle);
  return { stretches, undone, withoutEffect };
};

const undoingsOf = (
  acts: readonly Act[],
  zone: TimeZone,
  calendar: Calendar,
  withoutEffect: Map<string, WithoutEffect>,
): Undoing[] => {
  const known = new Set<string>();
  const parties = new Map<string, string>();
  return acts.flatMap((act) => {
    const before = (target: string) => {
      // Nor itself, as a record that is corrected might say.
      if (known.has(target) && target !== act.decisionId) return true;
      withoutEffect.set(act.decisionId, { reason: 'not_on_record' });
      return false;
    };
    known.add(act.decisionId);
    const party = act.party ?? parties.get(targetOf(act) ?? '');
    if (party !== undefined) parties.set(act.decisionId, party);
    const whose = party === undefined ? {} : { party };
    if (act.kind === 'annul') {
      return before(act.annuls)
        ? { act, ...whose, target: act.annuls, from: null, precision: 'day' as const }
        : [];
    }
    if (act.kind !== 'revoke' || !before(act.revokes)) return [];
    try {
      const { at: from, precision } = resolveFrom(
        act.fromAndIncluding ?? act.decidedOn,
        zone,
        calendar,
      );
      return { act, ...whose, target: act.revokes, from, precision };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      withoutEffect.set(act.decisionId, { reason: error.code });
      return [];
    }
  });
};

/** By the latest first, so that whether an undoing counts is known before what it undoes. */
const takenOut = (
  acts: readonly Act[],
  undoings: readonly Undoing[],
  from: Instant | null,
): ReadonlyMap<string, Undoing> => {
  const outBy = new Map<string, Undoing>();
  if (undoings.length === 0) return outBy;
  const byId = new Map(undoings.map((undoing) => [undoing.act.decisionId, undoing]));
  for (const { decisionId } of acts.toReversed()) {
    const undoing = byId.get(decisionId);
    if (undoing === undefined || outBy.has(decisionId)) continue;
    const counts = undoing.from === null || (from !== null && undoing.from <= from);
    // Of several that undo the same, the one recorded first is named.
    if (counts) outBy.set(undoing.target, undoing);
  }
  return outBy;
};

/** Those that begin to undo something at the instant: not one that is itself undone there, nor what undoes it. */
const beginningAt = (
  undoings: readonly Undoing[],
  at: Instant,
  outBy: ReadonlyMap<string, Undoing>,
): readonly Undoing[] => {
  const here = undoings.filter(({ from }) => from === at);
  const ids = new Set(here.map(({ act }) => act.decisionId));
  return here.filter(({ act, target }) => !outBy.has(act.decisionId) && !ids.has(target));
};

const note = (
  undone: Map<string, Undone[]>,
  id: string,
  { kind, decisionId }: Undoing['act'],
  from: Instant | null,
): void => {
  const spans = undone.get(id) ?? [];
  const last = spans.at(-1);
  if (last?.to === null && last.decisionId === decisionId) return;
  close(spans, from);
  undone.set(id, [...spans, { kind, decisionId, from, to: null }]);
};

const close = (spans: Undone[], at: Instant | null): void => {
  const last = spans.at(-1);
  if (last?.to === null) spans[spans.length - 1] = { ...last, to: at };
};
