import * as z from 'zod';
import { readTimeline, type TimelineView } from '#shared/application/read-timeline.ts';
import type { TimelineEntry } from '#shared/contracts/timeline-entry.ts';
import type { Calendar } from '#shared/domain/calendar.ts';
import type { Finality } from '#shared/domain/finality.ts';
import type { Instant, LocalDate, TimeZone } from '#shared/domain/instant.ts';
import { successorOf } from '#shared/domain/replacements.ts';
import { pageAnswer } from './answers.ts';
import { route } from './dependencies.ts';
import { asked, documentParams } from './documents.ts';

export const timelineRoutes = [
  route({
    name: 'readTimeline',
    method: 'GET',
    path: '/v1/documents/{documentId}/timeline',
    role: 'reader',
    tag: 'Documents',
    summary: 'Read past and planned intervals',
    description:
      'Half-open intervals that cover all of time, for the document or for one party. With `at`, what begins after that instant is planned; with `knownAt`, as was known then.',
    input: z.strictObject({ params: documentParams, query: z.strictObject(asked) }),
    problems: ['document_not_found', 'document_withdrawn'],
    faults: ['known_in_future', 'party_not_applicable', 'unknown_party'],
    handle: async (dependencies, { input: { params, query } }) => {
      const view = await readTimeline(dependencies, { ...params, ...query });
      return pageAnswer(entriesOf(view, dependencies.calendar));
    },
  }),
];

/** The intervals, with their local days beside the instants. */
export const entriesOf = (
  { document: { timeZone }, intervals, finality, acts, at }: TimelineView,
  calendar: Calendar,
): readonly TimelineEntry[] =>
  intervals.map((interval) => {
    const { status, from, to, version, decisionId, precision } = interval;
    const replacedBy = successorOf(interval, acts);
    return {
      status,
      from,
      to,
      local: {
        ...(from !== null && { fromAndIncluding: calendar.dateAt(from, timeZone) }),
        ...(to !== null && { throughAndIncluding: lastDayBefore(to, timeZone, calendar) }),
        timeZone,
        ...(precision !== undefined && { precision }),
      },
      ...(version !== undefined && { version }),
      ...(decisionId !== undefined && { decisionId }),
      ...(replacedBy !== undefined && { replacedBy }),
      ...finalOn(finality.get(decisionId ?? '')),
      planned: from !== null && from > at,
    };
  });

const finalOn = (finality: Finality | undefined) =>
  finality?.legallyFinalOn === undefined ? {} : { legallyFinalOn: finality.legallyFinalOn };

/** The last local day of which something is before the end. */
const lastDayBefore = (end: Instant, zone: TimeZone, calendar: Calendar): LocalDate => {
  const date = calendar.dateAt(end, zone);
  return calendar.startOfDay(date, zone) === end ? calendar.dayBefore(date) : date;
};
