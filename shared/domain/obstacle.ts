import type { Decision } from './decision.ts';
import type { WithoutEffect } from './interval.ts';
import { Refusal, type RefusalCode } from './refusal.ts';

/** Why the timeline cannot take the decision, in a sentence that says what to do. */
export const refusalOf = (
  { reason, because }: WithoutEffect,
  decision: Decision,
  all: readonly Decision[],
): Refusal => {
  const cause = all.find(({ decisionId }) => decisionId === because);
  const when = cause ? ` (${describe(cause)})` : '';
  const message = sentences[reason] ?? 'The decision would have no effect.';
  return new Refusal(reason, message.replace('{kind}', decision.kind).replace('{cause}', when));
};

const sentences: { readonly [code in RefusalCode]?: string } = {
  after_common_end:
    'The document has ended for every party{cause} before this adoption takes effect, so it would not count.',
  already_ended:
    'The document has already ended{cause} when this decision takes effect, so there is nothing to {kind}.',
  no_last_day:
    'The document is in force until further notice{cause}: there is no last day to move. Record a repeal to end it.',
  nothing_to_amend:
    'Nothing is adopted when this decision takes effect, so there is nothing to amend.',
  nothing_to_extend:
    'Nothing is adopted when this decision takes effect, so there is no period to extend.',
  nothing_to_repeal:
    'Nothing is adopted when this decision takes effect, so there is nothing to {kind}. Record the adoption first.',
  from_after_through:
    'The last day comes before the first: throughAndIncluding must not be earlier than fromAndIncluding.',
};

const describe = ({ kind, decidedOn, decidedBy, section }: Decision): string =>
  [kind, 'decided', decidedOn, 'by', decidedBy.body, section].filter(Boolean).join(' ');
