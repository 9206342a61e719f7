import { type Decision, type DecisionKind, isAct, isProceeding, targetOf } from './decision.ts';
import { onRecord } from './record.ts';

/** The field in which a decision names the one that it is about. */
const targetFields: { readonly [Kind in DecisionKind]?: string } = {
  revoke: 'revokes',
  annul: 'annuls',
  correct: 'corrects',
  setDate: 'setsDateOf',
  notice: 'noticeOf',
  appeal: 'appeals',
  endAppeal: 'endsAppeal',
};

/** Where the decision names the one that it is about; undefined where it names none. */
export const targetPointer = (decision: Decision): string | undefined => {
  if (decision.kind === 'setDate' && decision.setsDateOf === undefined) return '/whenMet';
  const field = targetFields[decision.kind];
  return field && `/${field}`;
};

/** Why a decision cannot be about the one that it names, and what to do instead. */
export const wrongTarget = (decision: Decision, decisions: readonly Decision[]): string => {
  const id = targetOf(decision);
  const recorded = decisions.find(({ decisionId }) => decisionId === id);
  if (recorded === undefined) {
    return `There is no decision ${id} about this document: look it up in the list of its decisions.`;
  }
  if (recorded.kind === 'correct') {
    return decision.kind === 'correct'
      ? `It is a correction of ${recorded.corrects}: correct the decision itself once more.`
      : `It is a correction of ${recorded.corrects}, and nothing that a body has decided: name the decision itself, or correct its record once more.`;
  }
  const { acts, proceedings, corrected } = onRecord(decisions);
  const present = [...acts, ...proceedings].find(({ decisionId }) => decisionId === id);
  if (present === undefined) {
    const struckBy = corrected.get(recorded.decisionId)?.decisionId;
    return `Its record was struck by the correction ${struckBy}; \`correct\` with \`record\` brings it back, where that was wrong.`;
  }
  if (decision.kind === 'endAppeal' && present.kind !== 'appeal') {
    return `It is of the kind ${present.kind}, and only an appeal can end: name the recorded appeal.`;
  }
  if (isProceeding(present)) return `It is of the kind ${present.kind}: ${onlyDecided(decision)}`;
  return isAct(present) && present.decisionId === decision.decisionId
    ? 'A decision cannot be about itself: name another one.'
    : 'It was recorded after the decision that would be about it: record that as a decision of its own.';
};

const onlyDecided = ({ kind }: Decision): string => {
  if (kind === 'revoke' || kind === 'annul') {
    const done = kind === 'revoke' ? 'revoked' : 'annulled';
    return `only what a body has decided can be ${done}. Correct its record where that is wrong.`;
  }
  if (kind === 'setDate')
    return 'only what a body has decided can await a date. Name the decision.';
  if (kind === 'notice') return 'only the minutes of a decision are announced. Name the decision.';
  return 'only what a body has decided can be appealed. Name the decision.';
};
