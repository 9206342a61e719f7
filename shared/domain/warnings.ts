import type { Judged } from './decide.ts';
import { type Act, type Decision, isAct, isProceeding, targetOf } from './decision.ts';
import type { Document } from './document.ts';
import type { Instant } from './instant.ts';
import type { Context } from './project.ts';
import { isEffectiveBeforeDecided } from './recording.ts';
import { Refusal } from './refusal.ts';
import { effectOf } from './steps.ts';
import type { Timeline } from './timeline.ts';

/** Nothing that hinders a decision, but that its registrar may not have meant. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
  /** Another decision that it is about. */
  readonly decisionId?: string;
}

export const warningCodes = [
  'effective_before_decided',
  'retroactive',
  'same_day',
  'only_recommended_before',
  'beyond_end',
  'takes_effect_from_other',
  'final_date_differs',
  'awaits_date',
  'condition_not_met',
  'other_body',
  'late_appeal',
] as const;

export type WarningCode = (typeof warningCodes)[number];

/** What a registrar may want to look at once more before, or after, the decision is recorded. */
export const warningsOf = (
  document: Document,
  decision: Decision,
  judged: Pick<Judged, 'before' | 'after'>,
  context: Context,
): readonly Warning[] => {
  const { after } = judged;
  const id = decision.kind === 'correct' ? decision.corrects : decision.decisionId;
  const act = after.acts.get(id);
  const inQuestion = act === undefined && isAct(decision) ? decision : act;
  return [
    ...(inQuestion ? ofAct(document, inQuestion, judged, context) : []).filter(
      ({ code }) => decision.kind !== 'correct' || !isKnown(code, inQuestion, judged.before),
    ),
    ...finalDate(decision, inQuestion, after),
    ...lateAppeal(decision, after),
    ...loseEffect(id, judged),
  ];
};

/** What is no wonder where a record is only set right: that it is in the past as it was, or that it ended what ended. */
const isKnown = (code: WarningCode, act: Act | undefined, { acts }: Timeline): boolean => {
  if (code !== 'retroactive') return code === 'beyond_end';
  const earlier = acts.get(act?.decisionId ?? '');
  return earlier !== undefined && dateIn(earlier) === dateIn(act);
};

const dateIn = (act: Act | undefined): string | undefined =>
  act !== undefined && 'fromAndIncluding' in act ? act.fromAndIncluding : act?.decidedOn;

const ofAct = (
  document: Document,
  act: Act,
  { before, after }: Pick<Judged, 'before' | 'after'>,
  context: Context,
): Warning[] => {
  const { calendar, now } = context;
  const zone = document.timeZone;
  const effect = dated(() => effectOf(act, zone, calendar));
  const day = effect && calendar.dateAt(effect.at, zone);
  const warnings: Warning[] = [];
  const warn = (code: WarningCode, message: string, other?: string) =>
    warnings.push({ code, message, ...(other !== undefined && { decisionId: other }) });

  if (!isProposal(act) && dated(() => isEffectiveBeforeDecided(document, act, context))) {
    warn(
      'effective_before_decided',
      `It takes effect on ${day}, before it was decided, on ${act.decidedOn}. To the detriment of anyone that is allowed for special reasons only (kommunallagen 2:4).`,
    );
  }
  if (
    !isProposal(act) &&
    day !== undefined &&
    day < calendar.dateAt(now, zone) &&
    hasBegun(act, document, before, context)
  ) {
    warn('retroactive', `It takes effect on ${day}, which has passed: it is applied at once.`);
  }
  if (!isProposal(act) && 'takesEffectWhen' in act && act.takesEffectWhen !== undefined) {
    warn('awaits_date', 'It has no effect until its date is set (setDate).');
  }
  for (const other of after.acts.values()) {
    if (other.decisionId === act.decisionId || !concernsSame(other, act)) continue;
    if (targetOf(act) === other.decisionId || targetOf(other) === act.decisionId) continue;
    const theirs = dated(() => effectOf(other, zone, calendar));
    if (theirs === undefined || effect === undefined || !changes(other) || !changes(act)) continue;
    if (after.undone.get(other.decisionId)?.some(({ from }) => from === null)) continue;
    if (calendar.dateAt(theirs.at, zone) !== day) continue;
    warn(
      'same_day',
      `Another decision takes effect on ${day}: ${other.kind} of ${other.decidedOn}. Of two at one instant the later decided is the last.`,
      other.decisionId,
    );
  }
  const recommended = [...before.acts.values()].filter(({ decidedBy }) => sameBody(decidedBy, act));
  if (
    changes(act) &&
    recommended.length > 0 &&
    recommended.every(({ kind }) => kind === 'recommend' || kind === 'propose')
  ) {
    warn(
      'only_recommended_before',
      `${act.decidedBy.body} has only recommended about this document before: check that it has the mandate to decide.`,
      recommended.at(-1)?.decisionId,
    );
  }
  const taken = act.kind === 'revoke' ? before.acts.get(act.revokes) : undefined;
  if (taken !== undefined && !sameBody(taken.decidedBy, act)) {
    warn(
      'other_body',
      `${act.decidedBy.body} takes back what ${taken.decidedBy.body} decided: check that it may. What a court does is an annul.`,
      taken.decisionId,
    );
  }
  if (act.kind === 'setDate' && !isMet(act, before, now)) {
    warn('condition_not_met', 'What the decision waits for is not known to have happened.');
  }
  if (effect !== undefined && !isAboutOther(act) && isBeyondEnd(act, effect.at, before)) {
    warn('beyond_end', `It takes effect on ${day}, when the document has ended.`);
  }
  return warnings;
};

/** It undoes or dates another decision, and may well do so when the document has ended. */
const isAboutOther = ({ kind }: Act): boolean =>
  kind === 'revoke' || kind === 'annul' || kind === 'setDate';

/** Taking back what has not taken effect yet changes nothing that has been. */
const hasBegun = (
  act: Act,
  { timeZone }: Document,
  { acts }: Timeline,
  { calendar, now }: Context,
): boolean => {
  const target = act.kind === 'revoke' ? acts.get(act.revokes) : undefined;
  if (target === undefined) return true;
  const effect = dated(() => effectOf(target, timeZone, calendar));
  return effect !== undefined && effect.at <= now;
};

/** What it proposes takes effect by another decision, if at all. */
const isProposal = ({ kind }: Act): boolean => kind === 'propose' || kind === 'recommend';

/** A status or a version moves by it. */
const changes = (act: Act): boolean => !isProposal(act) && act.kind !== 'setDate';

/** Every decision that the date is for waits for something that is known to have happened. */
const isMet = (
  { setsDateOf, whenMet }: Extract<Act, { kind: 'setDate' }>,
  { awaiting }: Timeline,
  now: Instant,
): boolean =>
  awaiting
    .filter(({ decisionId, condition }) =>
      setsDateOf === undefined ? condition === whenMet : decisionId === setsDateOf,
    )
    .every(
      ({ condition, metAt }) => condition === 'other' || (metAt !== undefined && metAt <= now),
    );

const concernsSame = (a: Act, b: Act): boolean =>
  a.party === undefined || b.party === undefined || a.party === b.party;

const sameBody = (decidedBy: Act['decidedBy'], act: Act): boolean =>
  decidedBy.body === act.decidedBy.body && decidedBy.organisation === act.decidedBy.organisation;

const isBeyondEnd = (act: Act, at: string, before: Timeline): boolean => {
  const intervals = act.party === undefined ? before.document : before.parties.get(act.party);
  const held = intervals?.findLast(({ from }) => from !== null && from <= at);
  return held !== undefined && ['repealed', 'expired', 'replaced'].includes(held.status);
};

const finalDate = (decision: Decision, act: Act | undefined, after: Timeline): Warning[] => {
  const id =
    isProceeding(decision) && decision.kind === 'notice' ? decision.noticeOf : act?.decisionId;
  const { computedOn, statedOn } = after.finality.get(id ?? '') ?? {};
  if (computedOn === undefined || statedOn === undefined || computedOn === statedOn) return [];
  return [
    {
      code: 'final_date_differs',
      message: `The stated date of legal finality, ${statedOn}, is not the one that three weeks from the notice give, ${computedOn}. The stated one counts.`,
    },
  ];
};

/** Whether an appeal came in time is for the court; until then the decision stays final. */
const lateAppeal = (decision: Decision, { withoutEffect }: Timeline): Warning[] => {
  const [id, stated] =
    decision.kind === 'correct'
      ? [decision.corrects, decision.record]
      : [decision.decisionId, decision];
  if (stated?.kind !== 'appeal' || withoutEffect.get(id)?.reason !== 'already_final') return [];
  const message =
    'It was lodged when the decision was legally final by the record, so it does not change that; correct the notice, or the stated date, if that is wrong.';
  return [{ code: 'late_appeal', message, decisionId: stated.appeals }];
};

/** Decisions on record that this one leaves without effect. */
const loseEffect = (id: string, { before, after }: Pick<Judged, 'before' | 'after'>): Warning[] =>
  [...after.withoutEffect]
    .filter(([other]) => other !== id && !before.withoutEffect.has(other))
    .map(([other, { reason }]) => ({
      code: 'takes_effect_from_other' as const,
      message: `A decision on record loses its effect by it (${reason}).`,
      decisionId: other,
    }));

const dated = <Answer>(read: () => Answer): Answer | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};
