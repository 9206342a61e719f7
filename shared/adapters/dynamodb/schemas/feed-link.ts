import * as z from 'zod';
import { type FeedLink, feeds } from '#shared/domain/feed-link.ts';
import { storedFilter } from './filter.ts';
import { instant } from './parts.ts';

/** A feed link as the table holds it. */
export const storedFeedLink = z.object({
  feedLinkId: z.string(),
  organisation: z.string(),
  feed: z.enum(feeds),
  filter: storedFilter,
  secretHash: z.string(),
  createdAt: instant,
}) satisfies z.ZodType<FeedLink>;
