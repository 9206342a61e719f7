import fc from 'fast-check';
import {
  type ActFacts,
  byRecording,
  conditions,
  type Decision,
  type DecisionFacts,
  type DecisionKind,
  isAct,
  type ProceedingFacts,
  targetOf,
} from '#shared/domain/decision.ts';
import type { Document } from '#shared/domain/document.ts';
import { isAwaiting } from '#shared/domain/set-dates.ts';

const firstDay = Date.UTC(2020, 0, 1);
const days = 182;

/** A date in 2020–2024; few enough that decisions often meet on one day. */
export const date = fc
  .integer({ min: 0, max: days })
  .map((tens) => new Date(firstDay + tens * 10 * 86_400_000).toISOString().slice(0, 10));

const from = fc.oneof(
  { arbitrary: date, weight: 6 },
  { arbitrary: date.map((day) => day.slice(0, 7)), weight: 3 },
  { arbitrary: date.map((day) => `${day}T08:00:00[Europe/Stockholm]`), weight: 1 },
);
const through = fc.oneof(
  date,
  date.map((day) => day.slice(0, 7)),
);
const party = fc.constantFrom('alingsas', 'boras', 'region');
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const seldom = <T>(one: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 6 }, { arbitrary: one, weight: 1 });

const parts = fc.record({
  decidedOn: date,
  body: fc.constantFrom('Board', 'Council'),
  section: optional(fc.constantFrom('§ 9', '§ 10', '§ 129')),
  from: optional(from),
  through: optional(through),
  condition: seldom(fc.constantFrom(...conditions)),
  noticePostedOn: seldom(date),
  version: fc.integer({ min: 1, max: 3 }),
  target: fc.integer({ min: 0, max: 9 }),
});
type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never;

/** Which one it is about is settled by `aimed`. */
const factsOf = (
  kind: StatedKind,
  drawn: Parts,
  party: string | undefined,
): ActFacts | ProceedingFacts => {
  const { decidedOn, body, section, condition, from, through, version, noticePostedOn } = drawn;
  const minutes = {
    decidedOn,
    decidedBy: { organisation: 'Municipality', body },
    recipients: [],
    ...(section !== undefined && { section }),
    ...(party !== undefined && { party }),
    ...(noticePostedOn !== undefined && { noticePostedOn }),
  };
  const dated = { ...minutes, ...(from !== undefined && { fromAndIncluding: from }) };
  const act =
    condition === undefined
      ? dated
      : { ...minutes, takesEffectWhen: condition, wording: 'when it is so' };
  const until = through === undefined ? {} : { throughAndIncluding: through };
  const about = `decision-${drawn.target}`;
  switch (kind) {
    case 'propose':
    case 'recommend':
    case 'adopt':
      return { ...act, kind, documentVersion: version, ...until };
    case 'amend':
      return { ...act, kind, documentVersion: version };
    case 'extend':
      return { ...act, kind, throughAndIncluding: through ?? '2025-12-31' };
    case 'suspend':
    case 'resume':
    case 'repeal':
      return { ...act, kind };
    case 'replace':
      return { ...act, kind, replacedBy: '01900000-0000-7000-8000-0000000000ff' };
    case 'revoke':
      return { ...dated, kind, revokes: about };
    case 'annul':
      return { ...minutes, kind, annuls: about };
    case 'setDate': {
      const fromAndIncluding = from ?? decidedOn;
      return drawn.target < 2
        ? { ...minutes, kind, fromAndIncluding, whenMet: 'allPartiesAdopted' }
        : { ...minutes, kind, fromAndIncluding, setsDateOf: about };
    }
    case 'notice':
      return { kind, noticeOf: about, noticePostedOn: noticePostedOn ?? decidedOn };
    case 'appeal':
      return { kind, appeals: about, lodgedOn: decidedOn };
    case 'endAppeal':
      return { kind, endsAppeal: about, endedOn: decidedOn };
  }
};

type StatedKind = Exclude<DecisionKind, 'correct'>;

const kind = fc.constantFrom<StatedKind>(
  ...(['propose', 'recommend', 'adopt', 'adopt', 'adopt', 'amend', 'extend'] as const),
  ...(['suspend', 'suspend', 'resume', 'repeal', 'replace', 'revoke', 'revoke'] as const),
  ...(['annul', 'setDate', 'notice', 'appeal', 'endAppeal'] as const),
);

/** Any decision that can be written down, sensible or not, about one of `decision-0` to `decision-9`. */
export const anyDecision = (adoption: Document['adoption']): fc.Arbitrary<Decision> => {
  const whose = adoption === 'perParty' ? optional(party) : fc.constant(undefined);
  const stated = fc.tuple(kind, parts, whose).map((drawn) => factsOf(...drawn));
  const correction = fc
    .tuple(fc.integer({ min: 0, max: 9 }), optional(stated))
    .map(([target, record]): DecisionFacts => {
      const corrects = `decision-${target}`;
      return { kind: 'correct', corrects, ...(record !== undefined && { record }) };
    });
  const facts = fc.oneof({ arbitrary: stated, weight: 12 }, { arbitrary: correction, weight: 1 });
  return fc.tuple(facts, date).map(([facts, day]) => {
    const decidedOn = 'decidedOn' in facts ? facts.decidedOn : day;
    const recordedAt = `${day > decidedOn ? day : decidedOn}T12:00:00.000Z`;
    return { ...facts, recordedAt, recordedBy: 'registrar', decisionId: 'decision' };
  });
};

/** Any set of decisions, each under its own id; most of those about another one are about an earlier one. */
export const anyDecisions = (
  adoption: Document['adoption'],
  constraints?: fc.ArrayConstraints,
  idOf: (index: number) => string = (index) => `decision-${index}`,
): fc.Arbitrary<Decision[]> =>
  fc.array(anyDecision(adoption), constraints).map((decisions) => {
    const named = decisions.map((one, index) => ({ ...one, decisionId: idOf(index) }));
    return named.map((one) => aimed(one, named));
  });

/** The decision as about one of those recorded before it that it can be about, where there is any. */
export const aimed = (decision: Decision, among: readonly Decision[]): Decision => {
  const earlier = among.filter((other) => byRecording(other, decision) < 0);
  const drawn = Number(/\d+$/.exec(targetOf(decision) ?? '')?.[0] ?? 0);
  const target = (fits: (other: Decision) => boolean): string | undefined => {
    const fitting = earlier.filter(fits);
    return fitting[drawn % fitting.length]?.decisionId ?? targetOf(decision);
  };
  const onAct = target(isAct) ?? '';
  switch (decision.kind) {
    case 'revoke':
      return { ...decision, revokes: onAct };
    case 'annul':
      return { ...decision, annuls: onAct };
    case 'notice':
      return { ...decision, noticeOf: onAct };
    case 'appeal':
      return { ...decision, appeals: onAct };
    case 'endAppeal':
      return { ...decision, endsAppeal: target(({ kind }) => kind === 'appeal') ?? '' };
    case 'correct':
      return { ...decision, corrects: target(({ kind }) => kind !== 'correct') ?? '' };
    case 'setDate': {
      const setsDateOf = target((other) => isAct(other) && isAwaiting(other));
      return setsDateOf === undefined ? decision : { ...decision, setsDateOf };
    }
    case 'propose':
    case 'recommend':
    case 'adopt':
    case 'amend':
    case 'extend':
    case 'suspend':
    case 'resume':
    case 'repeal':
    case 'replace':
      return decision;
  }
};
