import {
  type Act,
  type Correction,
  type Decision,
  isAct,
  isProceeding,
  type Proceeding,
  targetOf,
} from './decision.ts';
import type { Document } from './document.ts';
import type { DecisionRecorded } from './events.ts';
import type { LocalDate } from './instant.ts';
import type { Context, Recording } from './project.ts';
import { recipientsTold } from './recipients-told.ts';
import { effectOf } from './steps.ts';
import type { Timeline } from './timeline.ts';

/** What is told of the recording itself, and whom its consequences are put down to. */
export const recordingOf = (
  document: Document,
  decision: Decision,
  before: Timeline,
  context: Context,
): Recording => {
  const { recordedAt } = decision;
  const fact = factOf(document, decision, before, context);
  return { fact, recordedAt, cause: fact.decisionId };
};

const factOf = (
  document: Document,
  decision: Decision,
  before: Timeline,
  context: Context,
): DecisionRecorded => {
  if (isProceeding(decision)) return ofProceeding(decision, before, context);
  return decision.kind === 'correct'
    ? ofCorrection(decision, before, context)
    : ofAct(document, decision, before, context);
};

const ofCorrection = (
  correction: Correction,
  before: Timeline,
  context: Context,
): DecisionRecorded => {
  const { decisionId: correctionId, corrects, record, recordedAt, recordedBy } = correction;
  const { acts, proceedings } = before;
  // One that was struck and is put back is not among those before.
  const restored = record && { ...record, decisionId: corrects, recordedAt, recordedBy };
  const known = restored && isProceeding(restored) ? [...proceedings, restored] : proceedings;
  const behind = acts.has(corrects) ? undefined : actBehind(corrects, known);
  const decisionId = behind ?? corrects;
  const party = acts.get(decisionId)?.party ?? (restored && isAct(restored) && restored.party);
  return {
    type: 'decision.corrected',
    time: context.now,
    decisionId,
    ...(behind !== undefined && { proceedingId: corrects }),
    correctionId,
    ...(party && { party }),
    struck: record === undefined,
    ...(restored && isAct(restored) && detailsOf(restored)),
    ...recipientsOf(correction, before),
  };
};

/** What an act states beside what every event says of a decision. */
const detailsOf = (act: Act) => {
  const concerns = targetOf(act);
  return {
    ...('documentVersion' in act &&
      act.documentVersion !== undefined && { documentVersion: act.documentVersion }),
    ...('throughAndIncluding' in act &&
      act.throughAndIncluding !== undefined && { throughAndIncluding: act.throughAndIncluding }),
    ...('takesEffectWhen' in act &&
      act.takesEffectWhen !== undefined && { takesEffectWhen: act.takesEffectWhen }),
    ...(act.kind === 'replace' && { replacedBy: act.replacedBy }),
    ...(concerns !== undefined && { concerns }),
    ...(act.wording !== undefined && { wording: act.wording }),
  };
};

const recipientsOf = (decision: Decision, before: Timeline) => {
  const recipients = recipientsTold(decision, before);
  return recipients.length === 0 ? {} : { recipients };
};

const ofProceeding = (
  proceeding: Proceeding,
  { acts, proceedings }: Timeline,
  context: Context,
): DecisionRecorded => {
  const { decisionId: proceedingId, kind } = proceeding;
  const decisionId = actBehind(proceedingId, [...proceedings, proceeding]) ?? proceedingId;
  const party = acts.get(decisionId)?.party;
  return {
    type: 'decision.proceedingRecorded',
    time: context.now,
    decisionId,
    proceedingId,
    proceeding: kind,
    on: dayOf(proceeding),
    ...(party !== undefined && { party }),
  };
};

const dayOf = (proceeding: Proceeding): LocalDate => {
  switch (proceeding.kind) {
    case 'notice':
      return proceeding.noticePostedOn;
    case 'appeal':
      return proceeding.lodgedOn;
    case 'endAppeal':
      return proceeding.endedOn;
  }
};

const ofAct = (
  document: Document,
  act: Act,
  before: Timeline,
  context: Context,
): DecisionRecorded => {
  const concerns = targetOf(act);
  const party = act.party ?? before.acts.get(concerns ?? '')?.party;
  return {
    type: 'decision.recorded',
    time: context.now,
    decisionId: act.decisionId,
    ...(party !== undefined && { party }),
    ...detailsOf(act),
    ...recipientsOf(act, before),
    effectiveBeforeDecided: isEffectiveBeforeDecided(document, act, context),
  };
};

/** The act that a notice, an appeal or the end of one is about. */
const actBehind = (id: string, proceedings: readonly Proceeding[]): string | undefined => {
  const proceeding = proceedings.find(({ decisionId }) => decisionId === id);
  switch (proceeding?.kind) {
    case undefined:
      return;
    case 'notice':
      return proceeding.noticeOf;
    case 'appeal':
      return proceeding.appeals;
    case 'endAppeal': {
      const ended = proceedings.find(({ decisionId }) => decisionId === proceeding.endsAppeal);
      return ended?.kind === 'appeal' ? ended.appeals : undefined;
    }
  }
};

/** Decided after it took effect: allowed, and marked. */
export const isEffectiveBeforeDecided = (
  { timeZone }: Pick<Document, 'timeZone'>,
  act: Act,
  { calendar }: Pick<Context, 'calendar'>,
): boolean => {
  const effect = effectOf(act, timeZone, calendar);
  return effect !== undefined && effect.at < calendar.startOfDay(act.decidedOn, timeZone);
};
