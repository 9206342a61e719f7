import { announcement, memoryApi, nobody, registration, type Sent, stating } from './api.ts';
import type { Operation } from './description.ts';
import { place, subscribe, subscriber, webhook } from './subscribing.ts';

/** Where the ids in an address come from. */
export type Ids = Readonly<Record<string, string>>;

/** An API in which two organisations have one of everything that can be had. */
export const populated = async ({ publicReading = false } = {}) => {
  const api = memoryApi({ publicReading });
  const documentId = await api.register();
  await api.post(`/v1/documents/${documentId}/versions`, announcement());
  await api.settle(documentId, 1, { state: 'available', objectVersion: 'v1' });
  const { decisionId } = (await api.decide(documentId, 'propose')).body.decision;
  const common: Ids = { documentId, decisionId, version: '1' };

  const linkTo = async (feed: string, organisation: string) => {
    const link = await api.done('POST', '/v1/feed-links', {
      body: { feed },
      ...subscriber(organisation),
    });
    return {
      feedLinkId: String(link.feedLinkId),
      secret: String(link.url).split('/').at(-2) ?? '',
    };
  };

  /** Things that nothing has been done with. */
  const thingsOf = async (organisation: string): Promise<Ids> => {
    const { subscriptionId, path } = await subscribe(api, {}, subscriber(organisation));
    api.clock.advance(1_000);
    const { deliveryId } = await api.done('POST', `${path}/test`, subscriber(organisation));
    api.clock.advance(1_000);
    const replayId = api.ids.next();
    const now = api.clock.now();
    const times = { since: '2026-01-01T00:00:00.000Z', until: now, requestedAt: now };
    const replay = { subscriptionId, replayId, only: 'all', state: 'done', ...times } as const;
    await api.replays.create({ ...replay, deliveries: 0, revision: 1 });
    const { feedLinkId } = await linkTo('events.atom', organisation);
    return { subscriptionId, deliveryId: String(deliveryId), replayId, feedLinkId };
  };

  const things = {
    alingsas: await thingsOf('alingsas'),
    boras: await thingsOf('boras'),
  };
  const erasedId = await api.register();
  await api.post(`/v1/documents/${erasedId}/erasure`, { reason: 'A test.' });
  const special: Readonly<Record<string, Ids>> = {
    readErasure: { documentId: erasedId },
    readEventFeed: await linkTo('events.atom', 'alingsas'),
    readCalendarFeed: await linkTo('calendar.ics', 'alingsas'),
  };
  await place(api);

  return {
    things,

    /** What can be seen to have changed. */
    state: async () =>
      JSON.stringify([
        api.repository.stream.length,
        await api.subscriptions.list({ limit: 1_000 }),
        await Promise.all(
          Object.values(things).map(({ subscriptionId = '' }) =>
            api.deliveries.list({ subscriptionId, now: api.clock.now(), limit: 100 }),
          ),
        ),
        await api.feedLinks.list({ limit: 1_000 }),
        api.queue.queued,
        api.replayQueue.queued,
        api.sender.sent,
      ]),

    /** Of alingsas, for a request that uses up what it is about. */
    unused: async ({ name, path }: Operation): Promise<Ids> => {
      if (/^(?:withdraw|erase)Document$/.test(name)) return { documentId: await api.register() };
      return /subscriptionId|feedLinkId/.test(path) ? thingsOf('alingsas') : {};
    },

    /** The request as it would succeed, about what alingsas has or what the ids say. */
    ask: (
      { name, method, path }: Pick<Operation, 'name' | 'method' | 'path'>,
      sent: Sent,
      ids: Ids = {},
    ) => {
      const known: Ids = { ...common, ...things.alingsas, ...special[name], ...ids };
      const address = path.replace(/\{(\w+)\}/g, (_all, parameter: string) => {
        const id = known[parameter];
        if (id === undefined) throw new Error(`Nothing in this world has a ${parameter}`);
        return id;
      });
      const body = { ...bodies, recordGroup: groupOf(documentId) }[name];
      return api.send(method, `${address}${queries[name] ?? ''}`, {
        ...(body !== undefined && { body }),
        ...sent,
        headers: { 'if-match': '*', ...sent.headers },
      });
    },
  };
};

/** Ids in the right form that nothing has. */
export const nothing: Ids = {
  documentId: nobody,
  decisionId: nobody,
  version: '2',
  subscriptionId: nobody,
  deliveryId: `20260601T120000000Z-${nobody}-0000000001`,
  replayId: nobody,
  feedLinkId: nobody,
};

const groupOf = (documentId: string) => ({
  documents: [{ documentId }],
  decision: stating('recommend'),
});

const queries: Readonly<Record<string, string>> = {
  findDecisions: '?caseNumber=1',
  readPunctuality: '?month=2026-06',
};

const bodies: Readonly<Record<string, unknown>> = {
  registerDocument: registration(),
  changeDocument: { owner: 'Us' },
  announceVersion: announcement(),
  recordDecision: stating('recommend'),
  createSubscription: webhook,
  createFeedLink: { feed: 'events.atom' },
  changeSubscription: { maxPerSecond: 1 },
  eraseDocument: { reason: 'It names a person.' },
  eraseVersion: { reason: 'It names a person.' },
  startReplay: { since: '2026-01-01T00:00:00Z' },
};
