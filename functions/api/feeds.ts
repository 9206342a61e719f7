import { createHash } from 'node:crypto';
import * as z from 'zod';
import { openFeed } from '#shared/application/open-feed.ts';
import { readCalendar } from '#shared/application/read-calendar.ts';
import { readEventFeed } from '#shared/application/read-event-feed.ts';
import { feedLanguage } from '#shared/contracts/feed-link-request.ts';
import { cursor } from '#shared/contracts/list.ts';
import { cursorsOf } from '#shared/runtime/cursor.ts';
import type { Answer } from '#shared/runtime/route.ts';
import { route } from './dependencies.ts';
import { baseOf, feedLinkRoutes } from './feed-links.ts';

const tag = 'Feeds';

const params = z.object({
  secret: z
    .string()
    .meta({ description: 'From the `url` of a feed link; it is the right to read.' }),
});

const place = z.union([
  z.strictObject({ log: z.string() }),
  z.strictObject({ below: z.array(z.int().min(1)).readonly() }),
]);

/** Seconds for which a reader may keep a feed before it asks again. */
const maxAge = 300;

export const feedRoutes = [
  ...feedLinkRoutes,

  route({
    name: 'readEventFeed',
    method: 'GET',
    path: '/v1/feeds/{secret}/events.atom',
    role: 'anyone',
    tag,
    summary: 'Read events as an Atom feed',
    description:
      'Newest first, at most 50 a page; older ones are behind the link `next`, which may lead to a page with fewer or none.',
    cached: true,
    input: z.strictObject({
      params,
      query: z.strictObject({ lang: feedLanguage, cursor: z.exactOptional(cursor) }),
    }),
    problems: ['feed_link_not_found', 'malformed_cursor'],
    handle: async (dependencies, { input: { params, query }, apiId }) => {
      const { lang, cursor } = query;
      const link = await openFeed(dependencies, { address: params.secret, feed: 'events.atom' });
      const cursors = cursorsOf(place, ['feed', link.feedLinkId]);
      const page = await readEventFeed(dependencies, {
        filter: link.filter,
        place: cursor === undefined ? undefined : cursors.open(cursor),
      });
      const next = page.next && new URLSearchParams({ lang, cursor: cursors.seal(page.next) });
      const { atomFeed } = await import('./atom-feed.ts');
      const base = baseOf(dependencies, apiId);
      const feed = atomFeed(link, page, { lang, base, nextPage: next && `?${next}` });
      return feedAnswer(feed, 'application/atom+xml; charset=utf-8');
    },
  }),

  route({
    name: 'readCalendarFeed',
    method: 'GET',
    path: '/v1/feeds/{secret}/calendar.ics',
    role: 'anyone',
    tag,
    summary: 'Read effective dates as a calendar',
    description:
      'Past and coming dates on which something takes effect or ceases, as whole days in the zone of the document: of the 200 newest documents that the filter matches, at most 1,000 dates, the latest ones. A date that is moved keeps its entry; one that no longer holds is cancelled.',
    cached: true,
    input: z.strictObject({ params, query: z.strictObject({ lang: feedLanguage }) }),
    problems: ['feed_link_not_found'],
    handle: async (dependencies, { input: { params, query }, apiId }) => {
      const link = await openFeed(dependencies, { address: params.secret, feed: 'calendar.ics' });
      const view = await readCalendar(dependencies, link);
      const { calendarFeed } = await import('./calendar-feed.ts');
      const base = baseOf(dependencies, apiId);
      const feed = calendarFeed(view, { ...query, base });
      return feedAnswer(feed, 'text/calendar; charset=utf-8');
    },
  }),
];

const feedAnswer = (body: string, contentType: string): Answer => ({
  status: 200,
  body,
  etag: `"${createHash('sha256').update(body).digest('base64url')}"`,
  headers: {
    'content-type': contentType,
    'cache-control': `private, max-age=${maxAge}`,
    // The address is the secret: a page that the feed links to is not to hear of it.
    'referrer-policy': 'no-referrer',
  },
});
