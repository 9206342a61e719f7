import * as z from 'zod';
import { createFeedLink } from '#shared/application/create-feed-link.ts';
import { deleteFeedLink } from '#shared/application/delete-feed-link.ts';
import { getFeedLink, listFeedLinks } from '#shared/application/list-feed-links.ts';
import type { FeedLinkAnswer } from '#shared/contracts/feed-link-answer.ts';
import { feedLinkRequest } from '#shared/contracts/feed-link-request.ts';
import { idInput } from '#shared/contracts/ids.ts';
import { cursor, limit } from '#shared/contracts/list.ts';
import type { FeedLink } from '#shared/domain/feed-link.ts';
import { locationOf } from '#shared/runtime/http.ts';
import { shownOnce } from './answers.ts';
import { type ApiDependencies, memberRoute, ownRoute } from './dependencies.ts';
import { storedPage } from './stored-page.ts';

const tag = 'Feeds';

const params = z.object({ feedLinkId: idInput });

export const feedLinkRoutes = [
  memberRoute({
    name: 'createFeedLink',
    method: 'POST',
    path: '/v1/feed-links',
    role: 'subscriber',
    tag,
    summary: 'Create a secret address of a feed',
    description:
      'For programs that send no token: feed readers and calendars. Whoever has the address may read what the filter matches, until the link is deleted.',
    idempotent: true,
    input: z.strictObject({ body: feedLinkRequest }),
    problems: ['feed_link_not_found', 'idempotency_key_reused'],
    faults: ['filter_never_matches', 'limit_exceeded'],
    handle: async (dependencies, { input: { body }, organisation, path, apiId, claim }) => {
      const { link, address } = await createFeedLink(dependencies, {
        ...body,
        organisation,
        claim,
      });
      const base = baseOf(dependencies, apiId);
      return {
        status: 201,
        body: { ...answerOf(link), url: `${base}/v1/feeds/${address}/${link.feed}` },
        headers: { location: locationOf(path, link.feedLinkId), ...shownOnce },
      };
    },
  }),

  ownRoute({
    name: 'listFeedLinks',
    method: 'GET',
    path: '/v1/feed-links',
    role: 'subscriber',
    tag,
    summary: 'List feed links',
    description: 'Those of the organisation in the token; an operator sees all.',
    input: z.strictObject({
      query: z.strictObject({ cursor: z.exactOptional(cursor), limit: limit(100, 50) }),
    }),
    problems: ['malformed_cursor'],
    handle: async (dependencies, { input: { query }, reach }) => {
      return storedPage({ name: ['feed-links', reach], query, answerOf }, (page) =>
        listFeedLinks(dependencies, { reach, ...page }),
      );
    },
  }),

  ownRoute({
    name: 'readFeedLink',
    method: 'GET',
    path: '/v1/feed-links/{feedLinkId}',
    role: 'subscriber',
    tag,
    summary: 'Read a feed link',
    input: z.strictObject({ params }),
    problems: ['feed_link_not_found'],
    handle: async (dependencies, { input, reach }) => ({
      status: 200,
      body: answerOf(await getFeedLink(dependencies, { ...input.params, reach })),
    }),
  }),

  ownRoute({
    name: 'deleteFeedLink',
    method: 'DELETE',
    path: '/v1/feed-links/{feedLinkId}',
    role: 'subscriber',
    tag,
    summary: 'Delete a feed link',
    description: 'Its address opens nothing from then on. A link never changes, so no If-Match.',
    input: z.strictObject({ params }),
    problems: ['feed_link_not_found'],
    handle: async (dependencies, { input, reach }) => {
      await deleteFeedLink(dependencies, { ...input.params, reach });
      return { status: 204 };
    },
  }),
];

const answerOf = ({ secretHash: _secretHash, ...link }: FeedLink): FeedLinkAnswer => link;

/** What stands in front of the paths of the API for those who keep an address. */
export const baseOf = ({ publicUrl }: Pick<ApiDependencies, 'publicUrl'>, apiId: string): string =>
  publicUrl.replaceAll('{apiId}', apiId);
