import { type Clock, ConflictError, type FeedLinks } from '#shared/application/ports.ts';
import type { FeedLink } from '#shared/domain/feed-link.ts';
import { pageOf } from './page.ts';
import { type MemoryReceipts, memoryReceipts } from './receipts.ts';

export const memoryFeedLinks = (dependencies: {
  readonly clock: Clock;
  readonly receipts?: MemoryReceipts;
}): FeedLinks => {
  const { receipts = memoryReceipts(dependencies.clock) } = dependencies;
  const links = new Map<string, FeedLink>();

  return {
    create: async (link, receipt) => {
      receipts.check(receipt);
      if (links.has(link.feedLinkId))
        throw new ConflictError(`Feed link ${link.feedLinkId} exists`);
      links.set(link.feedLinkId, link);
      receipts.put(receipt);
    },
    list: async ({ organisation, ...page }) =>
      pageOf(
        [...links.values()]
          .filter((each) => organisation === undefined || each.organisation === organisation)
          .toSorted((a, b) => (a.feedLinkId < b.feedLinkId ? -1 : 1)),
        page,
        ({ feedLinkId }) => feedLinkId,
      ),
    get: async (feedLinkId) => links.get(feedLinkId),
    delete: async (feedLinkId) => {
      links.delete(feedLinkId);
    },
  };
};
