import * as z from 'zod';
import { listUpcoming, type UpcomingView } from '#shared/application/list-upcoming.ts';
import { instant, instantParameter } from '#shared/contracts/dates.ts';
import { id } from '#shared/contracts/ids.ts';
import { cursor, limit } from '#shared/contracts/list.ts';
import type { UpcomingChange } from '#shared/contracts/upcoming-change.ts';
import type { Calendar } from '#shared/domain/calendar.ts';
import { cursorsOf } from '#shared/runtime/cursor.ts';
import { pageAnswer } from './answers.ts';
import { route } from './dependencies.ts';
import { kindOf } from './document-answers.ts';

const place = z.strictObject({
  after: z.tuple([instant, id, z.int().min(0)]).readonly(),
  from: z.tuple([instant, id]).readonly(),
});

export const upcomingRoutes = [
  route({
    name: 'listUpcoming',
    method: 'GET',
    path: '/v1/upcoming',
    role: 'reader',
    tag: 'Changes',
    summary: 'List coming changes',
    description: 'Of every document, in order of time, as far as decisions recorded until now say.',
    input: z.strictObject({
      query: z.strictObject({
        until: z.exactOptional(
          instantParameter.meta({ description: 'Changes at or before this instant.' }),
        ),
        cursor: z.exactOptional(cursor),
        limit: limit(100, 50),
      }),
    }),
    problems: ['malformed_cursor'],
    handle: async (dependencies, { input: { query } }) => {
      const { until, cursor, limit } = query;
      const cursors = cursorsOf(place, ['upcoming', until]);
      const page = await listUpcoming(dependencies, {
        until,
        limit,
        place: cursor === undefined ? undefined : cursors.open(cursor),
      });
      const next = page.place && cursors.seal(page.place);
      const items = page.items.map((view) => answerOf(view, dependencies.calendar));
      return pageAnswer(items, next, { until, limit });
    },
  }),
];

const answerOf = (view: UpcomingView, calendar: Calendar): UpcomingChange => {
  const { document, boundary, decision } = view;
  const { documentId, title, type, timeZone } = document;
  const { at, party, from, to, version, precision } = boundary;
  return {
    at,
    kind: kindOf(boundary),
    documentId,
    title,
    type,
    ...(party !== undefined && { party }),
    from,
    to,
    ...(version !== undefined && { version }),
    effectiveDate: {
      date: calendar.dateAt(at, timeZone),
      timeZone,
      ...(precision !== undefined && { precision }),
    },
    ...(decision !== undefined && { decision }),
  };
};
