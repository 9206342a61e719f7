import * as z from 'zod';
import { feeds } from '#shared/domain/feed-link.ts';
import { subscriptionFilter } from './subscription-request.ts';

/** Which feed: news of events as Atom (RFC 4287), or a calendar of effective dates (RFC 5545). */
export const feed = z.enum(feeds).meta({ description: '`events.atom` or `calendar.ics`.' });

/** `POST /v1/feed-links`. */
export const feedLinkRequest = z
  .strictObject({ feed, filter: subscriptionFilter.default({}) })
  .meta({
    id: 'FeedLinkRequest',
    example: { feed: 'calendar.ics', filter: { documentTypes: ['guideline', 'policy'] } },
  });

/** The language of a feed: a program that reads feeds seldom says which one its reader wants. */
export const feedLanguage = z
  .enum(['sv', 'en'])
  .default('sv')
  .meta({ description: 'The language of titles: Swedish, unless `en` is asked for.' });
