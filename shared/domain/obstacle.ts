import type { Decision } from './decision.ts';
import type { WithoutEffect } from './interval.ts';
import { Refusal, type RefusalCode } from './refusal.ts';
import type { Timeline } from './timeline.ts';

/** Why the timeline cannot take the decision, in a sentence that says what to do. */
export const refusalOf = (
  { reason, because }: WithoutEffect,
  decision: Decision,
  timeline: Timeline,
): Refusal => {
  const when = because === undefined ? undefined : describe(because, timeline);
  const message = sentences[reason] ?? 'The decision would have no effect.';
  return new Refusal(
    reason,
    message.replace('{kind}', kindOf(decision)).replace('{cause}', when ? ` (${when})` : ''),
  );
};

const kindOf = (decision: Decision): string =>
  decision.kind === 'correct' ? (decision.record?.kind ?? 'correct') : decision.kind;

const sentences: { readonly [code in RefusalCode]?: string } = {
  after_common_end:
    'The document has ended for every party{cause} before this adoption takes effect, so it would not count.',
  already_ended:
    'The document has already ended{cause} when this decision takes effect, so there is nothing to {kind}.',
  already_final:
    'The decision was legally final before the appeal was lodged{cause}; correct the notice or the stated date if that is wrong.',
  already_suspended:
    'The document is suspended already{cause} when this decision takes effect; record a resume to end that.',
  already_undone:
    'What it is about counts no more{cause}, so there is nothing left to {kind}; undo that decision instead to bring it back.',
  appeal_ended: 'The end of this appeal is recorded already; correct that record if it is wrong.',
  date_already_known:
    'The decision has its date already{cause}, so there is none to set; revoke or correct what set it first.',
  no_last_day:
    'The document is in force until further notice{cause}: there is no last day to move. Record a repeal to end it.',
  not_on_record:
    'There is nothing with this decisionId on the record of this document that one can {kind}: look it up in the list of its decisions.',
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
