import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { memoryApi, nobody } from '../../../support/api.ts';
import {
  matching,
  pointersOf,
  queueTarget,
  subscribe,
  withKey,
} from '../../../support/subscribing.ts';

type Api = ReturnType<typeof memoryApi>;

const setUp = async (facts: Readonly<Record<string, unknown>> = {}) => {
  const api = memoryApi();
  const { created, path, subscriptionId } = await subscribe(api, facts);
  const rotate = (body?: unknown, sent = {}) =>
    api.send('POST', `${path}/rotate-secret`, { ...(body !== undefined && { body }), ...sent });
  return { api, path, subscriptionId, rotate, first: created };
};

/** The signatures of a test that is sent now. */
const signaturesOf = async (api: Api, path: string) => {
  api.clock.advance(1_000);
  await api.done('POST', `${path}/test`);
  const { headers = {}, body = '' } = api.sender.sent.at(-1) ?? {};
  const signatures = headers['webhook-signature']?.split(' ') ?? [];
  const isBy = (secret: string) => {
    const id = headers['webhook-id'] ?? '';
    const at = new Date(Number(headers['webhook-timestamp']) * 1000);
    return signatures.includes(new Webhook(secret).sign(id, at, body));
  };
  return { count: signatures.length, isBy };
};

describe('a rotation', () => {
  it('gives a new secret, beside which the old one signs for a day', async () => {
    const { api, path, rotate, first } = await setUp();
    const { status, headers, body } = await rotate();
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toEqual({
      secret: expect.stringMatching(/^whsec_/),
      previousValidUntil: '2026-06-02T12:00:00.000Z',
    });
    expect(body.secret).not.toBe(first.secret);

    const during = await signaturesOf(api, path);
    expect([during.count, during.isBy(first.secret), during.isBy(body.secret)]).toEqual([
      2,
      true,
      true,
    ]);
    api.clock.set('2026-06-02T12:00:00.000Z');
    const after = await signaturesOf(api, path);
    expect([after.count, after.isBy(first.secret), after.isBy(body.secret)]).toEqual([
      1,
      false,
      true,
    ]);
  });

  it('is shown by the subscription, without any key, at a new revision', async () => {
    const { api, path, rotate } = await setUp();
    await rotate({ overlapSeconds: 60 });
    const { body, headers } = await api.get(path);
    expect(body).toMatchObject({ previousKeysUntil: '2026-06-01T12:01:00.000Z', revision: 2 });
    expect(headers.etag).toBe('"2"');
  });

  it('without an overlap ends every older key at once', async () => {
    const { api, path, rotate, first } = await setUp();
    const second = (await rotate()).body;
    const third = await rotate({ overlapSeconds: 0 });
    expect(third.body).toEqual({ secret: expect.stringMatching(/^whsec_/) });
    const now = await signaturesOf(api, path);
    expect([now.count, now.isBy(third.body.secret)]).toEqual([1, true]);
    expect([now.isBy(first.secret), now.isBy(second.secret)]).toEqual([false, false]);
  });

  it('shortens the time of older keys and never makes it longer', async () => {
    const { api, subscriptionId, rotate } = await setUp();
    await rotate({ overlapSeconds: 100 });
    await rotate({ overlapSeconds: 604_800 });
    await rotate({ overlapSeconds: 50 });
    const subscription = await api.subscriptions.get(subscriptionId);
    const ends = subscription?.previousKeys?.map(({ until }) => until);
    expect(ends).toEqual(Array(3).fill('2026-06-01T12:00:50.000Z'));
  });

  it('makes both kinds of keys anew where there are two', async () => {
    const { api, path, rotate, first } = await setUp({ signatures: ['v1', 'v1a'] });
    const { body } = await rotate();
    expect(body.publicKey).toMatch(/^whpk_/);
    expect(body.publicKey).not.toBe(first.publicKey);
    expect((await signaturesOf(api, path)).count).toBe(4);
  });

  it('happens once where it is repeated with its key', async () => {
    const { rotate, api, path } = await setUp();
    const first = await rotate({}, withKey());
    expect(await rotate({}, withKey())).toEqual(first);
    expect(await rotate(undefined, withKey())).toEqual(first);
    expect((await rotate({ overlapSeconds: 1 }, withKey())).body.code).toBe(
      'idempotency_key_reused',
    );
    expect(await api.done('GET', path)).toMatchObject({ revision: 2 });
  });

  it('happens once where it is asked for twice at once with its key, and twice without', async () => {
    const { rotate, api, path } = await setUp();
    const [first, second] = await Promise.all([rotate({}, withKey()), rotate({}, withKey())]);
    expect(second).toEqual(first);
    const [third, fourth] = await Promise.all([rotate(), rotate()]);
    expect(third.body.secret).not.toBe(fourth.body.secret);
    const now = await signaturesOf(api, path);
    expect(now.count).toBe(4);
    for (const { body } of [first, third, fourth]) expect(now.isBy(body.secret)).toBe(true);
  });

  it('is refused while too many older keys sign', async () => {
    const { rotate } = await setUp();
    for (let count = 0; count < 5; count++) expect((await rotate()).status).toBe(200);
    expect(await rotate()).toMatchObject({
      status: 422,
      body: { code: 'limit_exceeded', detail: expect.stringContaining('overlapSeconds 0') },
    });
    expect((await rotate({ overlapSeconds: 0 })).status).toBe(200);
  });

  it.each([-1, 604_801, 1.5, '60', null])('takes no overlap of %j', async (overlapSeconds) => {
    const { rotate } = await setUp();
    const { status, body } = await rotate({ overlapSeconds });
    expect([status, body.code]).toEqual([422, 'invalid_request']);
    expect(pointersOf(body)).toEqual(['/overlapSeconds']);
  });

  it('is not for a target that takes no signature', async () => {
    const { rotate } = await setUp(queueTarget);
    expect(await rotate()).toMatchObject({ status: 422, body: { code: 'not_signed' } });
  });

  it('of a subscription that does not exist is 404', async () => {
    const answer = await memoryApi().post(`/v1/subscriptions/${nobody}/rotate-secret`, {});
    expect(answer).toMatchObject({ status: 404, body: { code: 'subscription_not_found' } });
  });
});

describe('v1a', () => {
  it('is added with a pair of its own, and taken away', async () => {
    const { api, path, first } = await setUp();
    const change = (signatures: readonly string[]) =>
      api.done('PATCH', path, matching('*', { body: { signatures } }));
    const added = await change(['v1', 'v1a']);
    expect(added.publicKey).toMatch(/^whpk_/);
    expect(await change(['v1', 'v1a'])).toEqual(added);
    const both = await signaturesOf(api, path);
    expect([both.count, both.isBy(first.secret)]).toEqual([2, true]);

    const taken = await change(['v1']);
    expect(taken).toMatchObject({ signatures: ['v1'], revision: 3 });
    expect(taken).not.toHaveProperty('publicKey');
    expect((await signaturesOf(api, path)).count).toBe(1);
  });

  it('ends for the keys of before a rotation as well', async () => {
    const { api, path, rotate } = await setUp({ signatures: ['v1', 'v1a'] });
    await rotate();
    await api.done('PATCH', path, matching('*', { body: { signatures: ['v1'] } }));
    expect((await signaturesOf(api, path)).count).toBe(2);
  });
});
