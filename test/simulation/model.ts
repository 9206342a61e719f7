import type { Act, Decision } from '#shared/domain/decision.ts';
import { dayAfter, firstDay, lastDay } from './model-dates.ts';
import { type Held, type Holding, Lanes } from './model-lanes.ts';

export type { Held, Holding } from './model-lanes.ts';

/** What the model knows of a document. */
export interface Subject {
  readonly adoption: 'common' | 'perParty';
  readonly parties: readonly { readonly id: string; readonly recordedAt: string }[];
  readonly decisions: readonly Decision[];
}

/** A change from one local day to the next, of the document or of a party. */
export interface Step extends Pick<Held, 'status' | 'version'> {
  readonly date: string;
  readonly party: string | undefined;
  readonly from: string;
  readonly fromVersion: number | undefined;
}

/** What had been recorded by an instant. */
export const knownAt = ({ adoption, parties, decisions }: Subject, known: string): Subject => ({
  adoption,
  parties: parties.filter(({ recordedAt }) => recordedAt <= known),
  decisions: decisions.filter(({ recordedAt }) => recordedAt <= known),
});

/** What holds on a local day: the acts that count on that day, and no others, played from the first. */
export const heldOn = (subject: Subject, date: string): Holding => {
  const acts = correctedActs(subject.decisions);
  const counting = acts.filter((act) => counts(act, acts, date));
  return new Lanes(subject).play(
    counting.map((act) => withDateSet(act, counting)),
    date,
  );
};

type Seen = Pick<Held, 'status' | 'version'>;

/** Every change there is, day by day. */
export const stepsOf = (subject: Subject): Step[] => {
  const steps: Step[] = [];
  let before: Holding = heldOn(subject, '0001-01-01');
  for (const date of daysOf(subject)) {
    const held = heldOn(subject, date);
    const note = (party: string | undefined, a?: Seen, b?: Seen) => {
      if (a === undefined || b === undefined) return;
      if (a.status === b.status && a.version === b.version) return;
      const { status, version } = b;
      steps.push({ date, party, from: a.status, fromVersion: a.version, status, version });
    };
    for (const { id } of subject.parties) note(id, before.parties.get(id), held.parties.get(id));
    note(undefined, before.document, held.document);
    before = held;
  }
  return steps;
};

/** Every day on which anything might change: whatever days the record names. */
export const daysOf = ({ decisions }: Subject): string[] => {
  const days = decisions.flatMap((decision) => {
    const stated = decision.kind === 'correct' ? decision.record : decision;
    return [decision, stated].flatMap((one) => {
      if (one === undefined || !('decidedOn' in one)) return [];
      const from = 'fromAndIncluding' in one ? one.fromAndIncluding : undefined;
      const through = 'throughAndIncluding' in one ? one.throughAndIncluding : undefined;
      return [
        one.decidedOn,
        ...(from === undefined ? [] : [firstDay(from)]),
        ...(through === undefined ? [] : [dayAfter(lastDay(through))]),
      ];
    });
  });
  return [...new Set(days)].sort();
};

const recordedAfter = (a: Decision, b: Decision): boolean =>
  `${a.recordedAt} ${a.decisionId}` > `${b.recordedAt} ${b.decisionId}`;

const correctedActs = (decisions: readonly Decision[]): Act[] =>
  decisions.flatMap((decision): Act[] => {
    if (decision.kind === 'correct') return [];
    const correction = decisions
      .filter((one) => one.kind === 'correct' && one.corrects === decision.decisionId)
      .filter((one) => recordedAfter(one, decision))
      .reduce<Decision | undefined>(
        (a, b) => (a === undefined || recordedAfter(b, a) ? b : a),
        undefined,
      );
    const stated = correction?.kind === 'correct' ? correction.record : decision;
    if (stated === undefined || !('decidedOn' in stated)) return [];
    const { decisionId, recordedAt, recordedBy } = decision;
    return [{ ...stated, decisionId, recordedAt, recordedBy }];
  });

/** Nothing that counts itself has taken it out by that day. */
const counts = (act: Act, acts: readonly Act[], date: string): boolean =>
  !acts.some((other) => {
    if (!recordedAfter(other, act)) return false;
    const takesOut =
      (other.kind === 'annul' && other.annuls === act.decisionId) ||
      (other.kind === 'revoke' &&
        other.revokes === act.decisionId &&
        firstDay(other.fromAndIncluding ?? other.decidedOn) <= date);
    return takesOut && counts(other, acts, date);
  });

const withDateSet = (act: Act, counting: readonly Act[]): Act => {
  if (!('takesEffectWhen' in act) || act.takesEffectWhen === undefined) return act;
  let first: Act | undefined;
  for (const other of counting) {
    if (other.kind !== 'setDate' || !recordedAfter(other, act)) continue;
    const isMeant =
      other.setsDateOf === undefined
        ? other.whenMet === act.takesEffectWhen
        : other.setsDateOf === act.decisionId;
    if (isMeant && (first === undefined || recordedAfter(first, other))) first = other;
  }
  if (first?.kind !== 'setDate') return act;
  const { takesEffectWhen: _met, ...rest } = act;
  return { ...rest, fromAndIncluding: first.fromAndIncluding };
};
