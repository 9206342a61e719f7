import type { Document } from '#shared/domain/document.ts';
import type { EventFact } from '#shared/domain/events.ts';
import type { Interval } from '#shared/domain/interval.ts';
import { replacementsOf } from '#shared/domain/replacements.ts';
import type { Timeline } from '#shared/domain/timeline.ts';

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A local midnight in Sweden as its date, any other instant as it is. */
export const day = (instant: string): string => {
  const [date = '', time] = clock.format(new Date(instant)).split(' ');
  return time === '00:00:00' && instant.endsWith(':00:00.000Z') ? date : instant;
};

const words = (...parts: readonly (string | false | undefined)[]): string =>
  parts.filter((part) => typeof part === 'string' && part !== '').join(' ');

const version = (number: number | undefined): string => (number === undefined ? '' : `v${number}`);

/** Each event as a line, in order. */
export const linesOf = (facts: readonly EventFact[]): readonly string[] => facts.map(lineOf);

const lineOf = (fact: EventFact): string => {
  switch (fact.type) {
    case 'document.registered':
    case 'document.withdrawn':
      return fact.type;
    case 'document.updated':
      return words(fact.type, ...fact.changed);
    case 'document.versionAvailable':
    case 'document.versionRejected':
    case 'document.versionErased':
      return words(fact.type, version(fact.version));
    case 'document.erased':
      return fact.type;
    case 'decision.recorded':
      return words(
        `${fact.type} ${fact.decisionId}`,
        fact.concerns && `about ${fact.concerns}`,
        fact.effectiveBeforeDecided && 'effective before decided',
        cancels(fact),
      );
    case 'decision.corrected':
      return words(
        `${fact.type} ${fact.decisionId} by ${fact.correctionId}`,
        fact.struck && 'struck',
        cancels(fact),
      );
    case 'decision.proceedingRecorded':
      return `${fact.type} ${fact.proceeding} of ${fact.decisionId} on ${fact.on}`;
    case 'document.legallyFinal':
      return words(
        `${fact.type} ${day(fact.time)} ${fact.decisionId}`,
        fact.legallyFinalOn ?? 'not final',
        fact.correction && 'correction',
      );
    case 'decision.conditionMet': {
      const { condition, decisionIds, proposedDate } = fact;
      const which = `${condition} of ${decisionIds.join(' ')}`;
      return `${fact.type} ${day(fact.time)} ${which}: proposes ${proposedDate}`;
    }
    case 'document.dueSoon': {
      const what = fact.to === undefined ? 'review' : fact.to;
      return words(
        `${fact.type} ${day(fact.time)} ${what} on ${fact.dueOn} in ${fact.daysLeft} days`,
        fact.daysLeft !== fact.daysBefore && `(that of ${fact.daysBefore})`,
      );
    }
    case 'document.statusChanged':
    case 'document.versionChanged':
    case 'party.statusChanged': {
      const { from, to, fromVersion, currentStatus, decisionId, lateBySeconds } = fact;
      const moved = from === to ? from : `${from}→${to}`;
      const versions =
        fromVersion === fact.version
          ? version(fact.version)
          : `${version(fromVersion)}→${version(fact.version)}`;
      return words(
        `${fact.type} ${day(fact.time)}`,
        fact.party && `${fact.party}:`,
        moved,
        versions,
        decisionId && `by ${decisionId}`,
        fact.correction && 'correction',
        fact.retroactive && 'retroactive',
        currentStatus !== to && `(now ${currentStatus})`,
        lateBySeconds > 0 && `late by ${lateBySeconds} s`,
      );
    }
  }
};

const cancels = ({ cancelled = [] }: Extract<EventFact, { readonly cancelled?: unknown }>) =>
  cancelled
    .map(({ at, party, from, to }) =>
      words('cancels', day(at), party && `${party}:`, from === to ? from : `${from}→${to}`),
    )
    .join(', ');

/** What holds from when on, a line for each interval but the first. */
export const intervalLines = (intervals: readonly Interval[]): readonly string[] =>
  intervals.flatMap(({ from, status, version: number, decisionId, precision }) =>
    from === null
      ? []
      : words(
          day(from),
          status,
          version(number),
          `by ${decisionId}`,
          precision !== 'day' && `(${precision})`,
        ),
  );

/** Everything that a timeline says, in the lines of a story's outcome. */
export const outcomeOf = (whole: Timeline, { documentId }: Document) => ({
  timeline: intervalLines(whole.document),
  parties: Object.fromEntries(
    [...whole.parties]
      .map(([party, intervals]) => [party, intervalLines(intervals)] as const)
      .filter(([, lines]) => lines.length > 0),
  ),
  undone: [...whole.undone].flatMap(([id, spans]) =>
    spans.map(({ kind, decisionId, from, to }) =>
      words(
        `${id} by ${kind} ${decisionId}`,
        from === null ? 'from the beginning' : `from ${day(from)}`,
        to !== null && `to ${day(to)}`,
      ),
    ),
  ),
  corrected: [...whole.corrected].map(([id, { decisionId }]) => `${id} by ${decisionId}`),
  withoutEffect: [...whole.withoutEffect].map(([id, { reason, because }]) =>
    words(id, reason, because),
  ),
  finality: [...whole.finality].map(([id, one]) =>
    words(
      id,
      one.noticePostedOn && `posted ${one.noticePostedOn}`,
      one.appealThroughAndIncluding && `appeal through ${one.appealThroughAndIncluding}`,
      one.statedOn && one.computedOn && `computed ${one.computedOn}`,
      one.statedOn && `stated ${one.statedOn}`,
      ...one.appeals.map(({ decisionId, endedOn }) =>
        words(decisionId, endedOn === undefined ? 'open' : `ended ${endedOn}`),
      ),
      one.legallyFinalOn ? `final ${one.legallyFinalOn}` : 'not final',
    ),
  ),
  awaiting: whole.awaiting.map(({ decisionId, condition, metAt }) =>
    words(decisionId, condition, metAt && `met ${day(metAt)}`),
  ),
  replacedBy: [...replacementsOf(documentId, whole)].flatMap(([successor, those]) =>
    those.map(({ decisionId, from, to }) =>
      words(successor, `by ${decisionId}`, from && `from ${day(from)}`, to && `to ${day(to)}`),
    ),
  ),
});
