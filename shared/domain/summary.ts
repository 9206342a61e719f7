import type { Act } from './decision.ts';
import type { DecisionSummary } from './document.ts';
import type { Timeline } from './timeline.ts';

/** What events and lists say about a decision. */
export const summaryOf = (act: Act, { finality }: Pick<Timeline, 'finality'>): DecisionSummary => {
  const { decisionId, kind, decidedOn, decidedBy, section, caseNumber, recordedAt } = act;
  const fromAndIncluding = 'fromAndIncluding' in act ? act.fromAndIncluding : undefined;
  const legallyFinalOn = finality.get(decisionId)?.legallyFinalOn;
  return {
    decisionId,
    kind,
    decidedOn,
    decidedBy,
    ...(section !== undefined && { section }),
    ...(caseNumber !== undefined && { caseNumber }),
    ...(fromAndIncluding !== undefined && { fromAndIncluding }),
    recordedAt,
    ...(legallyFinalOn !== undefined && { legallyFinalOn }),
  };
};

/** One for each act of the timeline, by id. */
export const summariesOf = (timeline: Timeline): ReadonlyMap<string, DecisionSummary> =>
  new Map([...timeline.acts].map(([id, act]) => [id, summaryOf(act, timeline)]));
