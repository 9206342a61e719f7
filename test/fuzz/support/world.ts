import { feedSecrets } from '#shared/adapters/system/feed-secrets.ts';
import type { FeedSecrets } from '#shared/application/ports.ts';
import { announcement, memoryApi, type Received } from '../../support/api.ts';
import { place, serve, subscribe, subscriber } from '../../support/subscribing.ts';
import type { Generated } from './requests.ts';

type Api = ReturnType<typeof memoryApi>;

/** Secrets of feed links that are the same in every run. */
const countedSecrets = (): FeedSecrets => {
  let count = 0;
  return {
    ...feedSecrets,
    make: () =>
      Buffer.from(`canary-secret-${String(count++).padStart(18, '0')}`).toString('base64url'),
  };
};

/** An API with documents, decisions, versions, subscriptions, deliveries and feed links in it. */
export const newWorld = async () => {
  const api = memoryApi({ feedSecrets: countedSecrets() });
  const pool = new Map<string, string[]>();
  const learn = (kind: string, value: unknown) => {
    if (typeof value !== 'string') return;
    pool.set(kind, [...new Set([...(pool.get(kind) ?? []), value])]);
  };

  await fillIn(api, learn);

  /** What the answer told is there to be asked about next. */
  const learnFrom = ({ body, headers }: Received): void => {
    for (const kind of ids) learn(kind, body?.[kind]);
    learn('decisionId', body?.decision?.decisionId);
    learn('secret', typeof body?.url === 'string' ? body.url.split('/').at(-2) : undefined);
    learn('cursor', body?.cursor);
    learn('etag', headers.etag);
  };

  const known = (text: string): string =>
    text.replace(/@(\+?)(\w+):(\d)@/g, (_all, capitals: string, kind: string, n: string) => {
      const values = pool.get(kind) ?? [];
      const value = values[Number(n) % values.length] ?? 'none';
      return capitals ? value.toUpperCase() : value;
    });

  return {
    /** Sends it with what the world has in place of `@kind:n@`, and says what was really sent. */
    send: async ({ method, address, sent }: Generated) => {
      const { text } = sent;
      const really = known(address);
      const received = await api.ask(method, really, {
        ...sent,
        ...(text !== undefined && { text: known(text) }),
      });
      learnFrom(received);
      api.clock.advance(700);
      return { path: really.split('?')[0] ?? '', received };
    },
    follow: (address: string) => api.ask('GET', address),
    ask: api.ask,
  };
};

const ids = ['documentId', 'decisionId', 'subscriptionId', 'deliveryId', 'replayId', 'feedLinkId'];

const fillIn = async (api: Api, learn: (kind: string, value: unknown) => void): Promise<void> => {
  const parties = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ];
  const common = await api.register({ keywords: ['a'], registryNumber: '2020.246 KS' });
  const perParty = await api.register({ adoption: 'perParty', parties });
  const withParties = await api.register({ parties });
  const draft = await api.register();
  const withdrawn = await api.register();
  await api.done('DELETE', `/v1/documents/${withdrawn}`, { headers: { 'if-match': '*' } });
  for (const documentId of [common, perParty, withParties, draft, withdrawn]) {
    learn('documentId', documentId);
  }
  await api.post(`/v1/documents/${common}/versions`, announcement());
  await api.settle(common, 1, { state: 'available', objectVersion: 'v1' });
  await api.post(`/v1/documents/${common}/versions`, announcement({ sha256: 'b'.repeat(64) }));

  const decided = async (documentId: string, kind: string, facts = {}) =>
    learn('decisionId', (await api.decide(documentId, kind, facts)).body.decision?.decisionId);
  await decided(common, 'adopt', {
    documentVersion: 1,
    caseNumber: '1',
    noticePostedOn: '2026-05-21',
  });
  await decided(common, 'repeal', { fromAndIncluding: '2026-07', recipients: ['Council'] });
  await decided(perParty, 'adopt', { party: 'a', fromAndIncluding: '2026-05' });
  await decided(withParties, 'adopt', { throughAndIncluding: '2026-12' });

  for (const feed of ['events.atom', 'calendar.ics']) {
    const link = await api.done('POST', '/v1/feed-links', { body: { feed } });
    learn('feedLinkId', link.feedLinkId);
    learn('secret', String(link.url).split('/').at(-2));
  }
  const { subscriptionId } = await subscribe(api, { recipients: ['Council'] });
  const theirs = await subscribe(api, {}, subscriber('boras'));
  const queue = { target: { type: 'sqs', arn: 'arn:aws:sqs:eu-north-1:111122223333:theirs' } };
  const disabled = await subscribe(api, { ...queue, description: 'canary-description' });
  const off = { headers: { 'if-match': '*' }, body: { state: 'disabled' } };
  await api.done('PATCH', disabled.path, off);
  for (const id of [subscriptionId, theirs.subscriptionId, disabled.subscriptionId]) {
    learn('subscriptionId', id);
  }
  await place(api);
  await serve(api, subscriptionId);
  const list = { subscriptionId, now: api.clock.now(), limit: 3 };
  for (const { deliveryId } of (await api.deliveries.list(list)).items) {
    learn('deliveryId', deliveryId);
  }
  const since = { body: { since: '2026-01-01T00:00:00Z' } };
  const replay = await api.done('POST', `/v1/subscriptions/${subscriptionId}/replay`, since);
  learn('replayId', replay.replayId);
};
