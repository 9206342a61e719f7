import { describe, expect, it } from 'vitest';
import { memoryApi, nobody } from '../../../support/api.ts';
import {
  matching,
  pointersOf,
  replayAll,
  subscribe,
  withKey,
} from '../../../support/subscribing.ts';

const since = '2026-06-01T10:00:00.000Z';

const setUp = async () => {
  const api = memoryApi();
  const { path, subscriptionId } = await subscribe(api);
  const replay = (facts = {}, sent = {}) => api.post(`${path}/replay`, { since, ...facts }, sent);
  return { api, path, subscriptionId, replay };
};

describe('a replay', () => {
  it('is started, and watched at its Location until it is done', async () => {
    const { api, path, replay } = await setUp();
    for (let count = 0; count < 3; count++) await api.register();
    await api.relay();
    api.clock.advance(1_000);
    const { status, headers, body } = await replay();
    expect(status).toBe(202);
    expect(body).toEqual({
      replayId: body.replayId,
      since,
      until: '2026-06-01T12:00:01.000Z',
      only: 'all',
      state: 'running',
      deliveries: 0,
      requestedAt: '2026-06-01T12:00:01.000Z',
    });
    expect(headers.location).toBe(`replays/${body.replayId}`);
    const place = `${path}/replays/${body.replayId}`;
    expect(new URL(headers.location ?? '', `https://x${path}/replay`).pathname).toBe(place);
    expect(await api.done('GET', place)).toEqual(body);

    await replayAll(api);
    expect(await api.done('GET', place)).toEqual({ ...body, state: 'done', deliveries: 3 });
    expect((await api.done('GET', `${path}/deliveries`)).items).toHaveLength(3);
  });

  it('begins at once, and would begin a minute later if its beginning was lost', async () => {
    const { api, subscriptionId, replay } = await setUp();
    const { replayId } = (await replay()).body;
    const step = { subscriptionId, replayId, correlationId: 'request-1' };
    expect(api.replayQueue.queued).toEqual([
      { ...step, delaySeconds: 60 },
      { ...step, delaySeconds: 0 },
    ]);
  });

  it('ends now at the latest', async () => {
    const { replay } = await setUp();
    const { body } = await replay({ until: '2027-01-01T00:00:00Z', only: 'undelivered' });
    expect(body).toMatchObject({ until: '2026-06-01T12:00:00.000Z', only: 'undelivered' });
  });

  it('runs alone: another one waits until it is done', async () => {
    const { api, replay } = await setUp();
    const first = await replay();
    expect(await replay()).toMatchObject({ status: 409, body: { code: 'replay_running' } });
    await replayAll(api);
    const second = await replay();
    expect(second.status).toBe(202);
    expect(second.body.replayId).not.toBe(first.body.replayId);
  });

  it('is started once of two that are asked for at the same moment', async () => {
    const { replay } = await setUp();
    const answers = await Promise.all([replay(), replay()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
  });

  it('is started once where the request is repeated with its key, also at the same moment', async () => {
    const { api, replay } = await setUp();
    const [first, second] = await Promise.all([replay({}, withKey()), replay({}, withKey())]);
    expect(first.status).toBe(202);
    expect(second).toEqual(first);
    await replayAll(api);
    const again = await replay({}, withKey());
    expect(again).toMatchObject({
      status: 202,
      body: { replayId: first.body.replayId, state: 'done' },
    });
    expect((await replay({ only: 'undelivered' }, withKey())).body.code).toBe(
      'idempotency_key_reused',
    );
  });

  it('is refused while the subscription is disabled', async () => {
    const { api, path, replay } = await setUp();
    await api.done('PATCH', path, matching('*', { body: { state: 'disabled' } }));
    expect(await replay()).toMatchObject({
      status: 409,
      body: { code: 'subscription_disabled', detail: expect.stringContaining('enable') },
    });
    expect(api.replayQueue.queued).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['nothing', {}, 'invalid_request', '/since'],
    ['a day', { since: '2026-06-01' }, 'invalid_request', '/since'],
    ['another scope', { since, only: 'failed' }, 'invalid_request', '/only'],
    ['an unknown field', { since, types: [] }, 'invalid_request', '/types'],
    [
      'an end before the beginning',
      { since, until: '2026-05-01T00:00:00Z' },
      'from_after_through',
      '/since',
    ],
    ['nothing in between', { since, until: since }, 'from_after_through', '/since'],
    ['the present', { since: '2026-06-01T12:00:00Z' }, 'from_after_through', '/since'],
    ['the future', { since: '2026-06-02T12:00:00Z' }, 'from_after_through', '/since'],
  ])('of %s is refused where the fault is', async (_name, body, code, pointer) => {
    const { api, path } = await setUp();
    const answer = await api.post(`${path}/replay`, body);
    expect(answer).toMatchObject({ status: 422, body: { code } });
    expect(pointersOf(answer.body)).toEqual([pointer]);
    expect(api.replayQueue.queued).toEqual([]);
  });

  it('is not found under another subscription, nor where there is none', async () => {
    const { api, path, replay } = await setUp();
    const { replayId } = (await replay()).body;
    const other = await subscribe(api);
    for (const place of [`${other.path}/replays/${replayId}`, `${path}/replays/${nobody}`]) {
      expect(await api.get(place)).toMatchObject({
        status: 404,
        body: { code: 'replay_not_found' },
      });
    }
  });
});
