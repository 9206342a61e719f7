import { announcement, memoryApi, nobody, registration, type Sent, stating } from './api.ts';
import { place, subscribe, subscriber, webhook } from './subscribing.ts';

/** An API with one of everything, and all of it of one organisation where it can be. */
export const populated = async () => {
  const api = memoryApi();
  const owner = subscriber('alingsas');
  const { subscriptionId } = await subscribe(api, {}, owner);
  const linkTo = async (feed: string) => {
    const { feedLinkId, url } = (await api.post('/v1/feed-links', { feed }, owner)).body;
    return { feedLinkId: String(feedLinkId), secret: String(url).split('/').at(-2) ?? '' };
  };
  const documentId = await api.register();
  await api.post(`/v1/documents/${documentId}/versions`, announcement());
  await api.settle(documentId, 1, { state: 'available', objectVersion: 'v1' });
  const { decisionId } = (await api.decide(documentId, 'propose')).body.decision;
  await place(api);
  const [delivery] = (await api.deliveries.list({ subscriptionId, now: api.clock.now(), limit: 1 }))
    .items;
  const draft = await api.register();
  const events = await linkTo('events.atom');
  const calendar = await linkTo('calendar.ics');
  const replayId = nobody;
  await api.replays.create({
    subscriptionId,
    replayId,
    since: '2026-01-01T00:00:00.000Z',
    until: api.clock.now(),
    only: 'all',
    state: 'done',
    deliveries: 0,
    requestedAt: api.clock.now(),
    revision: 1,
  });
  const ids: Readonly<Record<string, string>> = {
    documentId,
    decisionId,
    version: '1',
    subscriptionId,
    deliveryId: delivery?.deliveryId ?? '',
    replayId,
    ...events,
  };
  const ofRoute: Readonly<Record<string, typeof ids>> = {
    withdrawDocument: { documentId: draft },
    readCalendarFeed: calendar,
  };

  const recordGroup = { documents: [{ documentId }], decision: stating('recommend') };

  /** What can be seen to have changed. */
  const state = async () =>
    JSON.stringify([
      api.repository.stream.length,
      await api.subscriptions.list({ limit: 100 }),
      await api.deliveries.list({ subscriptionId, now: api.clock.now(), limit: 100 }),
      await api.feedLinks.list({ limit: 100 }),
      api.queue.queued,
      api.replayQueue.queued,
      api.sender.sent,
    ]);

  return {
    state,
    /** The route's request as it would succeed, about what is there. */
    ask: (
      route: { readonly name: string; readonly method: string; readonly path: string },
      sent: Sent,
    ) => {
      const own = { ...ids, ...ofRoute[route.name] };
      const address = route.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
        const id = own[name];
        if (id === undefined) throw new Error(`Nothing in this world has a ${name}`);
        return id;
      });
      const body = { ...bodies, recordGroup }[route.name];
      return api.send(route.method, `${address}${queries[route.name] ?? ''}`, {
        ...sent,
        headers: { 'if-match': '*' },
        ...(body !== undefined && { body }),
      });
    },
  };
};

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
  startReplay: { since: '2026-01-01T00:00:00Z' },
};
