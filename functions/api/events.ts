import * as z from 'zod';
import { listEvents } from '#shared/application/list-events.ts';
import { idInput } from '#shared/contracts/ids.ts';
import { cursor, limit } from '#shared/contracts/list.ts';
import { eventTypes } from '#shared/domain/events.ts';
import { cursorsOf } from '#shared/runtime/cursor.ts';
import { linkToNext } from '#shared/runtime/http.ts';
import { route } from './dependencies.ts';

const place = z.union([
  z.strictObject({ log: z.string() }),
  z.strictObject({ sequence: z.int().min(0) }),
]);

export const eventRoutes = [
  route({
    name: 'listEvents',
    method: 'GET',
    path: '/v1/events',
    role: 'reader',
    tag: 'Changes',
    summary: 'Read the log of events',
    description:
      'In the order of the log, or with `documentId` in the order of that document. The cursor of the last page stays valid: ask with it again for what has come since. An event may be repeated, with the same id.',
    input: z.strictObject({
      query: z.strictObject({
        after: z.exactOptional(cursor),
        type: z.exactOptional(z.enum(eventTypes)),
        documentId: z.exactOptional(idInput),
        limit: limit(100, 50),
      }),
    }),
    problems: ['malformed_cursor'],
    handle: async (dependencies, { input: { query } }) => {
      const { after, type, documentId, limit } = query;
      const cursors = cursorsOf(place, ['events', documentId]);
      const page = await listEvents(dependencies, {
        type,
        documentId,
        limit,
        place: after === undefined ? undefined : cursors.open(after),
      });
      const cursor = page.place && cursors.seal(page.place);
      return {
        status: 200,
        body: { items: page.items, ...(cursor !== undefined && { cursor }) },
        ...(page.more && { headers: linkToNext({ after: cursor, type, documentId, limit }) }),
      };
    },
  }),
];
