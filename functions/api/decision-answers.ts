import type { DecisionView } from '#shared/application/read-decisions.ts';
import type { DecisionAnswer } from '#shared/contracts/decision-answer.ts';
import type { FinalityAnswer } from '#shared/contracts/finality.ts';
import type { Finality } from '#shared/domain/finality.ts';

/** A decision as the record has it now, with what it amounts to. */
export const decisionAnswerOf = (view: DecisionView): DecisionAnswer => {
  const { documentId, decision, effective, effectiveBeforeDecided, withoutEffect } = view;
  const {
    asRecorded,
    struck,
    supersededBy,
    undone,
    correctedBy,
    finality,
    awaiting,
    proposedDate,
  } = view;
  return {
    documentId,
    ...decision,
    ...(asRecorded && asRecorded.kind !== 'correct' && { asRecorded }),
    ...(struck && { struck }),
    effective: effective ?? null,
    effectiveBeforeDecided,
    ...(withoutEffect && { withoutEffect }),
    ...(undone.length > 0 && { undone }),
    ...(correctedBy !== undefined && { correctedBy }),
    ...(supersededBy !== undefined && { supersededBy }),
    ...(finality && { finality: finalityOf(finality) }),
    ...(awaiting && {
      awaiting: {
        condition: awaiting.condition,
        ...(awaiting.metAt !== undefined && { metAt: awaiting.metAt }),
        ...(proposedDate !== undefined && { proposedDate }),
      },
    }),
  };
};

const finalityOf = ({ at: _at, ...finality }: Finality): FinalityAnswer => {
  const { computedOn, statedOn } = finality;
  const differs = computedOn !== undefined && statedOn !== undefined && computedOn !== statedOn;
  return { ...finality, differs };
};
