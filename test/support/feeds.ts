import type { memoryApi, Sent } from './api.ts';

export const anyone: Sent = { groups: null };

export type Api = ReturnType<typeof memoryApi>;

/** The path of a feed, behind a new link. */
export const linkTo = async (api: Api, feed: string, filter: unknown = {}): Promise<string> =>
  new URL((await api.done('POST', '/v1/feed-links', { body: { feed, filter } })).url).pathname;

/** A guideline in force since 1 May whose repeal from July is decided. */
export const guideline = async (api: Api, facts: Readonly<Record<string, unknown>> = {}) => {
  const documentId = await api.register({ title: 'Riktlinje för läkarintyg', ...facts });
  await api.decide(documentId, 'adopt', {
    decidedOn: '2026-04-20',
    fromAndIncluding: '2026-05-01',
  });
  await api.decide(documentId, 'repeal', {
    decidedOn: '2026-05-29',
    fromAndIncluding: '2026-07',
    section: '§ 129',
  });
  return documentId;
};
