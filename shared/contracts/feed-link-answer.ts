import * as z from 'zod';
import type { AnswerOf } from './answer.ts';
import { instant } from './dates.ts';
import { feed } from './feed-link-request.ts';
import { id } from './ids.ts';
import { subscriptionFilter } from './subscription-request.ts';

const feedLink = {
  feedLinkId: id,
  organisation: z.string(),
  feed,
  filter: subscriptionFilter,
  createdAt: instant,
};

/** A feed link; its address is never shown again. */
export const feedLinkAnswer = z.strictObject(feedLink).meta({ id: 'FeedLink' });

/** The answer to a new feed link. */
export const feedLinkCreated = z
  .strictObject({
    ...feedLink,
    url: z.url().meta({
      description:
        'Whoever has this address may read the feed, without a token. Shown here and nowhere else.',
      example:
        'https://example.org/v1/feeds/0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e7f.k3J…/calendar.ics',
    }),
  })
  .meta({ id: 'FeedLinkCreated' });

export type FeedLinkAnswer = AnswerOf<typeof feedLinkAnswer>;
