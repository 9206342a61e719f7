import { impossibleInCalendar } from '../domain/calendar-filter.ts';
import type { FeedLink } from '../domain/feed-link.ts';
import { limits } from '../domain/limits.ts';
import { Refusal, refuse } from '../domain/refusal.ts';
import { impossible } from '../domain/subscription.ts';
import { countUpTo } from './count-up-to.ts';
import { addressOf } from './feed-address.ts';
import { getFeedLink } from './list-feed-links.ts';
import { type Claim, once } from './once.ts';
import type { Clock, FeedLinks, FeedSecrets, Ids, Repository, SecretBox } from './ports.ts';

export interface CreateFeedLinkDependencies {
  readonly feedLinks: Pick<FeedLinks, 'create' | 'get' | 'list'>;
  readonly feedSecrets: Pick<FeedSecrets, 'make' | 'hash'>;
  readonly secrets: SecretBox;
  readonly repository: Pick<Repository, 'receipt'>;
  readonly ids: Ids;
  readonly clock: Pick<Clock, 'now'>;
}

export interface CreateFeedLink extends Pick<FeedLink, 'organisation' | 'feed' | 'filter'> {
  readonly claim?: Claim | undefined;
}

/** The address leaves the system here and nowhere else. */
export interface CreatedFeedLink {
  readonly link: FeedLink;
  readonly address: string;
}

/** Creates a feed link, or answers as before where its Idempotency-Key has been used. @throws Refusal */
export const createFeedLink = (
  dependencies: CreateFeedLinkDependencies,
  { claim, ...wanted }: CreateFeedLink,
): Promise<CreatedFeedLink> => {
  const { feedLinks, feedSecrets, secrets, repository, ids, clock } = dependencies;
  return once(
    repository,
    claim,
    async () => {
      await refuseUnfit(dependencies, wanted);
      const secret = feedSecrets.make();
      const feedLinkId = ids.next();
      const secretHash = feedSecrets.hash(secret);
      const link: FeedLink = { ...wanted, feedLinkId, secretHash, createdAt: clock.now() };
      // With a hash alone the same request could not be answered alike: it is sealed in the receipt.
      const receipt = claim && {
        ...claim,
        created: { feedLinkId, sealedSecret: await secrets.seal(secret) },
      };
      await feedLinks.create(link, receipt);
      return { link, address: addressOf(feedLinkId, secret) };
    },
    async (created) => {
      const feedLinkId = String(created.feedLinkId);
      const link = await getFeedLink(dependencies, { feedLinkId, reach: wanted });
      const secret = await secrets.open(String(created.sealedSecret));
      return { link, address: addressOf(feedLinkId, secret) };
    },
  );
};

const refuseUnfit = async (
  { feedLinks }: CreateFeedLinkDependencies,
  { organisation, feed, filter }: CreateFeedLink,
): Promise<void> => {
  const message = feed === 'calendar.ics' ? impossibleInCalendar(filter) : impossible(filter);
  if (message !== undefined) {
    throw refuse('filter_never_matches', '/filter', message);
  }
  const most = limits.feedLinksPerOrganisation;
  if ((await countUpTo(most, (page) => feedLinks.list({ organisation, ...page }))) < most) return;
  throw new Refusal(
    'limit_exceeded',
    `An organisation has at most ${most} feed links: delete one that is not needed.`,
  );
};
