import type { Decision } from './decision.ts';
import type { WithoutEffect } from './interval.ts';
import { entryOf } from './record.ts';
import { Refusal, type RefusalCode } from './refusal.ts';
import type { Timeline } from './timeline.ts';
import { targetPointer, wrongTarget } from './wrong-target.ts';

/** Why the timeline cannot take the decision, in a sentence that says what to do. */
export const refusalOf = (
  obstacle: WithoutEffect,
  decision: Decision,
  decisions: readonly Decision[],
  timeline: Timeline,
): Refusal => {
  const { judged, path } = judgedOf(decision, timeline);
  const message = messageOf(obstacle, judged, decisions, timeline);
  const pointer = aboutTarget.has(obstacle.reason) ? targetPointer(judged) : undefined;
  const faults = pointer === undefined ? [] : [{ pointer: `${path}${pointer}`, message }];
  return new Refusal(obstacle.reason, message, faults);
};

const aboutTarget: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'already_undone',
  'appeal_ended',
  'date_already_known',
  'not_on_record',
  'nothing_awaits',
]);

/** A correction is judged by the record that it puts in place, unless it cannot be made at all. */
const judgedOf = (decision: Decision, { withoutEffect }: Timeline) => {
  const isOfRecord = decision.kind === 'correct' && !withoutEffect.has(decision.decisionId);
  if (!isOfRecord || decision.record === undefined) return { judged: decision, path: '' };
  const entry = { ...entryOf(decision), decisionId: decision.corrects };
  return { judged: { ...decision.record, ...entry }, path: '/record' };
};

const messageOf = (
  { reason, because }: WithoutEffect,
  decision: Decision,
  decisions: readonly Decision[],
  timeline: Timeline,
): string => {
  if (reason === 'not_on_record') return wrongTarget(decision, decisions);
  if (reason === 'already_undone' && decision.kind === 'correct') {
    return 'This record is struck already; `correct` with `record` brings it back.';
  }
  const when = because === undefined ? undefined : describe(because, timeline);
  return (sentences[reason] ?? 'The decision would have no effect.')
    .replace('{kind}', verbOf(decision, reason, timeline))
    .replace('{cause}', when ? ` (${when})` : '');
};

/** What the decision would do; of one that sets a date, what is to be done on that date. */
const verbOf = (
  decision: Decision,
  reason: RefusalCode,
  { acts, withoutEffect }: Timeline,
): string => {
  switch (decision.kind) {
    case 'setDate': {
      if (reason === 'already_undone') return 'set a date for';
      const dated = [...acts.values()].find(({ decisionId }) =>
        decision.setsDateOf === undefined
          ? withoutEffect.get(decisionId)?.reason === reason
          : decisionId === decision.setsDateOf,
      );
      return dated?.kind ?? 'set a date for';
    }
    case 'notice':
      return 'announce';
    case 'endAppeal':
      return 'end';
    case 'propose':
    case 'recommend':
    case 'adopt':
    case 'amend':
    case 'extend':
    case 'suspend':
    case 'resume':
    case 'repeal':
    case 'replace':
    case 'revoke':
    case 'annul':
    case 'appeal':
    case 'correct':
      return decision.kind;
  }
};

const sentences: { readonly [code in RefusalCode]?: string } = {
  after_common_end:
    'The document has ended for every party{cause} before this adoption takes effect, so it would not count.',
  already_ended:
    'The document has already ended{cause} when this decision takes effect, so there is nothing to {kind}.',
  already_suspended:
    'The document is suspended already{cause} when this decision takes effect; record a resume to end that.',
  already_undone:
    'What it is about counts no more{cause}, so there is nothing left to {kind}; undo that decision instead to bring it back.',
  appeal_ended: 'The end of this appeal is recorded already; correct that record if it is wrong.',
  date_already_known:
    'The decision has its date already{cause}, so there is none to set; revoke or correct what set it first.',
  no_last_day:
    'The document is in force until further notice{cause}: there is no last day to move. Record a repeal to end it.',
  nothing_awaits: 'No decision about this document awaits a date on this condition.',
  nothing_to_amend:
    'Nothing is adopted when this decision takes effect, so there is nothing to amend.',
  nothing_to_extend:
    'Nothing is adopted when this decision takes effect, so there is no period to extend.',
  nothing_to_repeal:
    'Nothing is adopted when this decision takes effect, so there is nothing to {kind}. Record the adoption first.',
  nothing_to_resume:
    'The document is not suspended when this decision takes effect, so there is nothing to resume.',
  nothing_to_suspend:
    'The document is not in force when this decision takes effect, so there is nothing to suspend.',
  from_after_through:
    'The last day comes before the first: throughAndIncluding must not be earlier than fromAndIncluding.',
};

const describe = (id: string, { acts, corrected }: Timeline): string | undefined => {
  const act = acts.get(id);
  if (act === undefined) {
    return [...corrected.values()].some(({ decisionId }) => decisionId === id)
      ? 'its record was corrected'
      : undefined;
  }
  const { kind, decidedOn, decidedBy, section } = act;
  return [kind, 'decided', decidedOn, 'by', decidedBy.body, section].filter(Boolean).join(' ');
};
