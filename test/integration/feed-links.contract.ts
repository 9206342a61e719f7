import type { FeedLinks } from '#shared/application/ports.ts';
import type { FeedLink } from '#shared/domain/feed-link.ts';
import { feedLink } from './delivery-samples.ts';
import { ownedContract } from './owned.contract.ts';

/** What every `FeedLinks` promises. */
export const feedLinksContract = (name: string, create: () => Promise<FeedLinks>) =>
  ownedContract<FeedLink>(`feed links in ${name}`, create, {
    idOf: ({ feedLinkId }) => feedLinkId,
    sample: feedLink,
    full: feedLink,
  });
