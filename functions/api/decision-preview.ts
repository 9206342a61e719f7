import { viewNow } from '#shared/application/document-view.ts';
import type {
  Consequences,
  Foretold,
  GroupPreview,
  Preview,
  Previewed,
} from '#shared/application/preview-decision.ts';
import { viewOfDecision } from '#shared/application/read-decisions.ts';
import type { ForetoldEvent } from '#shared/contracts/preview-answer.ts';
import type { Calendar } from '#shared/domain/calendar.ts';
import type { EventFact } from '#shared/domain/events.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { decisionAnswerOf } from './decision-answers.ts';
import type { ApiDependencies } from './dependencies.ts';
import { answerNow, summaryOf } from './document-answers.ts';
import { entriesOf } from './timeline.ts';

/** What a decision would do, as an answer. */
export const previewAnswer = async (
  dependencies: ApiDependencies,
  { item, ...consequences }: Preview,
) => {
  const { body: document } = await answerNow(dependencies, item.document, 200, item.timeline);
  return {
    ...outcomeOf(dependencies, item),
    document,
    ...answerTo(dependencies, [item], consequences),
  };
};

/** The same of a decision about several documents. */
export const groupPreviewAnswer = async (
  dependencies: ApiDependencies,
  { items, ...consequences }: GroupPreview,
) => ({
  items: await Promise.all(
    items.map(async (item) => ({
      ...outcomeOf(dependencies, item),
      document: summaryOf(await viewNow(dependencies, item.document, dependencies.clock.now())),
    })),
  ),
  ...answerTo(dependencies, items, consequences),
});

const outcomeOf = ({ calendar, clock }: ApiDependencies, item: Previewed) => {
  const { document, decision, timeline, warnings, conflicts } = item;
  const { document: intervals, finality, acts } = timeline;
  return {
    decision: decisionAnswerOf(viewOfDecision(document, decision, timeline, calendar)),
    timeline: entriesOf({ document, intervals, finality, acts, at: clock.now() }, calendar),
    warnings,
    conflicts: conflicts.map(conflictOf),
  };
};

const conflictOf = ({ code, message, faults }: Refusal) => ({
  code,
  message,
  ...(faults.length > 0 && { errors: faults }),
});

const answerTo = (
  { calendar }: ApiDependencies,
  items: readonly Previewed[],
  { now, coming, comingInFull, told }: Consequences,
) => ({
  wouldBeRecorded: items.every(({ conflicts }) => conflicts.length === 0),
  events: {
    now: now.map((event) => rowOf(event, calendar)),
    coming: coming.map((event) => rowOf(event, calendar)),
    comingInFull,
  },
  told,
});

const rowOf = ({ documentId, timeZone, fact }: Foretold, calendar: Calendar): ForetoldEvent => ({
  documentId,
  type: fact.type,
  at: fact.time,
  local: calendar.localTimeAt(fact.time, timeZone),
  ...('party' in fact && fact.party !== undefined && { party: fact.party }),
  ...('decisionId' in fact && fact.decisionId !== undefined && { decisionId: fact.decisionId }),
  ...detailsOf(fact),
});

const detailsOf = (fact: EventFact): Partial<ForetoldEvent> => {
  switch (fact.type) {
    case 'document.statusChanged':
    case 'document.versionChanged':
    case 'party.statusChanged':
      return {
        from: fact.from,
        to: fact.to,
        ...(fact.version !== undefined && { version: fact.version }),
        ...(fact.correction && { correction: true }),
        ...(fact.retroactive && { retroactive: true }),
      };
    case 'document.dueSoon':
      return {
        ...(fact.from !== undefined && { from: fact.from }),
        ...(fact.to !== undefined && { to: fact.to }),
        ...(fact.version !== undefined && { version: fact.version }),
        dueOn: fact.dueOn,
        daysLeft: fact.daysLeft,
      };
    case 'document.legallyFinal':
      return {
        ...(fact.legallyFinalOn !== undefined && { legallyFinalOn: fact.legallyFinalOn }),
        ...(fact.correction && { correction: true }),
      };
    case 'decision.conditionMet':
      return {
        condition: fact.condition,
        ...(fact.proposedDate !== undefined && { proposedDate: fact.proposedDate }),
        ...(fact.correction && { correction: true }),
      };
    case 'document.updated':
      return { changed: fact.changed };
    case 'document.versionAvailable':
    case 'document.versionRejected':
    case 'document.versionErased':
      return { version: fact.version };
    case 'decision.recorded':
      return fact.documentVersion === undefined ? {} : { version: fact.documentVersion };
    case 'decision.corrected':
    case 'decision.proceedingRecorded':
    case 'document.registered':
    case 'document.withdrawn':
    case 'document.erased':
      return {};
  }
};
