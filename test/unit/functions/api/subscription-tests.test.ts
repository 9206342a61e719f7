import { describe, expect, it } from 'vitest';
import { memoryApi, nobody } from '../../../support/api.ts';
import { matching, subscribe, withKey } from '../../../support/subscribing.ts';

const setUp = async () => {
  const api = memoryApi();
  const { path, subscriptionId } = await subscribe(api);
  const test = (sent = {}) => api.send('POST', `${path}/test`, sent);
  return { api, path, subscriptionId, test };
};

describe('a test', () => {
  it('sends a test event and answers with the attempt', async () => {
    const { api, path, subscriptionId, test } = await setUp();
    const { status, body } = await test();
    expect(status).toBe(200);
    expect(body).toEqual({
      at: '2026-06-01T12:00:00.000Z',
      status: 204,
      durationMs: 1,
      deliveryId: `20260601T120000000Z-${subscriptionId}-test`,
      eventId: expect.stringContaining(subscriptionId),
    });
    const [message] = api.sender.sent;
    expect(message).toMatchObject({
      eventType: 'subscription.test',
      eventId: body.eventId,
      target: { url: 'https://example.org/hook' },
    });
    const { items } = await api.done('GET', `${path}/deliveries`);
    const { deliveryId, eventId, ...attempt } = body;
    expect(items).toEqual([
      {
        deliveryId,
        eventId,
        type: 'subscription.test',
        state: 'delivered',
        attempts: [attempt],
        createdAt: '2026-06-01T12:00:00.000Z',
      },
    ]);
  });

  it('is made while the subscription is disabled too', async () => {
    const { api, path, test } = await setUp();
    await api.done('PATCH', path, matching('*', { body: { state: 'disabled' } }));
    expect((await test()).body).toMatchObject({ status: 204 });
  });

  it('has an event id of its own each time', async () => {
    const { api, test } = await setUp();
    const first = await test();
    api.clock.advance(1_000);
    expect((await test()).body.eventId).not.toBe(first.body.eventId);
  });

  it('is refused less than a second after the one before, also in another second', async () => {
    const { api, test } = await setUp();
    api.clock.set('2026-06-01T12:00:00.600Z');
    expect((await test()).status).toBe(200);
    for (const [at, status] of [
      ['2026-06-01T12:00:00.999Z', 429],
      ['2026-06-01T12:00:01.000Z', 429],
      ['2026-06-01T12:00:01.599Z', 429],
      ['2026-06-01T12:00:01.600Z', 200],
      ['2026-06-01T12:00:02.599Z', 429],
    ] as const) {
      api.clock.set(at);
      expect((await test()).status).toBe(status);
    }
    expect(api.sender.sent).toHaveLength(2);
  });

  it('says when to come again', async () => {
    const { test } = await setUp();
    await test();
    const { headers, body } = await test();
    expect([headers['retry-after'], body.code]).toEqual(['1', 'too_often']);
  });

  it('is made once of two that are asked for at the same moment', async () => {
    const { api, test } = await setUp();
    const answers = await Promise.all([test(), test(), test()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 429, 429]);
    expect(api.sender.sent).toHaveLength(1);
  });

  it('of another subscription is another matter', async () => {
    const { api, test } = await setUp();
    const other = await subscribe(api);
    expect((await test()).status).toBe(200);
    expect((await api.send('POST', `${other.path}/test`)).status).toBe(200);
  });

  it('is not made again where the request is repeated with its key', async () => {
    const { api, test } = await setUp();
    const first = await test(withKey());
    expect(first.status).toBe(200);
    expect(await test(withKey())).toEqual(first);
    api.clock.advance(60_000);
    expect(await test(withKey())).toEqual(first);
    expect(api.sender.sent).toHaveLength(1);
  });

  it('of a subscription that does not exist is 404', async () => {
    const answer = await memoryApi().send('POST', `/v1/subscriptions/${nobody}/test`);
    expect(answer).toMatchObject({ status: 404, body: { code: 'subscription_not_found' } });
  });
});
