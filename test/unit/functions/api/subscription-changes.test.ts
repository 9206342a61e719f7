import { describe, expect, it } from 'vitest';
import { memorySender } from '#shared/adapters/memory/sender.ts';
import { memoryApi } from '../../../support/api.ts';
import {
  matching,
  place,
  pointersOf,
  queueTarget,
  serve,
  subscribe,
} from '../../../support/subscribing.ts';

type Api = ReturnType<typeof memoryApi>;

const change = (api: Api, path: string, body: unknown, etag = '*') =>
  api.send('PATCH', path, matching(etag, { body }));

const setUp = async (facts: Readonly<Record<string, unknown>> = {}) => {
  const api = memoryApi();
  const { created, ...subscription } = await subscribe(api, { description: 'Ours', ...facts });
  const { secret: _secret, ...shown } = created;
  return { api, shown, ...subscription };
};

describe('a change of a subscription', () => {
  it('replaces what is stated and leaves the rest', async () => {
    const { api, path, shown } = await setUp();
    const body = {
      target: { type: 'webhook', url: 'https://example.org/another' },
      filter: { keywords: ['miljö'] },
      description: 'Diariet',
      recipients: ['Göteborgsregionen'],
      maxPerSecond: 2,
    };
    const { status, headers, body: changed } = await change(api, path, body, '"1"');
    expect([status, headers.etag]).toEqual([200, '"2"']);
    expect(changed).toEqual({ ...shown, ...body, revision: 2 });
    expect(await api.done('GET', path)).toEqual(changed);
  });

  it('keeps the secret', async () => {
    const { api, path, subscriptionId } = await setUp();
    const before = await api.subscriptions.get(subscriptionId);
    await change(api, path, { maxPerSecond: 2 });
    const after = await api.subscriptions.get(subscriptionId);
    expect(after?.sealedSecret).toBe(before?.sealedSecret);
  });

  it('takes a description away', async () => {
    const { api, path } = await setUp();
    expect((await change(api, path, { description: null })).body).not.toHaveProperty('description');
  });

  it('that changes nothing leaves the revision', async () => {
    const { api, path, shown } = await setUp();
    for (const body of [{}, { description: 'Ours', maxPerSecond: 50, state: 'enabled' }]) {
      expect((await change(api, path, body)).body).toEqual(shown);
    }
  });

  it('needs to know what it changes', async () => {
    const { api, path } = await setUp();
    expect((await api.send('PATCH', path, { body: {} })).status).toBe(428);
    expect(await change(api, path, {}, '"7"')).toMatchObject({
      status: 412,
      body: { code: 'precondition_failed' },
    });
  });

  it('is made by one of two who began from the same', async () => {
    const { api, path } = await setUp();
    const answers = await Promise.all([
      change(api, path, { maxPerSecond: 1 }, '"1"'),
      change(api, path, { maxPerSecond: 2 }, '"1"'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 412]);
    expect(await api.done('GET', path)).toMatchObject({ maxPerSecond: 1, revision: 2 });
  });

  it('is made by both where neither minds the other', async () => {
    const { api, path } = await setUp();
    await Promise.all([
      change(api, path, { maxPerSecond: 1 }),
      change(api, path, { description: 'Theirs' }),
    ]);
    const both = { maxPerSecond: 1, description: 'Theirs', revision: 3 };
    expect(await api.done('GET', path)).toMatchObject(both);
  });

  it.each<[string, unknown, string, string]>([
    ['an unknown field', { organisation: 'boras' }, 'invalid_request', '/organisation'],
    ['a state that is none', { state: 'paused' }, 'invalid_request', '/state'],
    ['a null that takes nothing away', { filter: null }, 'invalid_request', '/filter'],
    ['another type of target', queueTarget, 'target_not_allowed', '/target/type'],
    [
      'an address that is not public',
      { target: { type: 'webhook', url: 'https://[::1]/' } },
      'url_not_allowed',
      '/target/url',
    ],
    [
      'a filter that nothing matches',
      { filter: { toStatuses: [] } },
      'filter_never_matches',
      '/filter',
    ],
  ])('with %s is refused where the fault is', async (_name, body, code, pointer) => {
    const { api, path, shown } = await setUp();
    const answer = await change(api, path, body);
    expect(answer).toMatchObject({ status: 422, body: { code } });
    expect(pointersOf(answer.body)).toEqual([pointer]);
    expect(await api.done('GET', path)).toEqual(shown);
  });

  it('of the signatures of a queue is refused', async () => {
    const { api, path } = await setUp(queueTarget);
    const answer = await change(api, path, { signatures: ['v1', 'v1a'] });
    expect(answer).toMatchObject({ status: 422, body: { code: 'not_signed' } });
    expect(pointersOf(answer.body)).toEqual(['/signatures']);
  });
});

describe('disabling and enabling', () => {
  it('is noted as the wish of the owner, and taken back', async () => {
    const { api, path, shown } = await setUp();
    expect((await change(api, path, { state: 'disabled' })).body).toEqual({
      ...shown,
      state: 'disabled',
      disabledReason: 'owner',
      disabledAt: api.clock.now(),
      revision: 2,
    });
    expect(await api.subscriptions.enabled()).toEqual([]);
    expect((await change(api, path, { state: 'enabled' })).body).toEqual({ ...shown, revision: 3 });
  });

  it('keeps the reason for which it was disabled already', async () => {
    const { api, path, subscriptionId } = await setUp();
    const subscription = await api.subscriptions.get(subscriptionId);
    if (subscription === undefined) throw new Error('It is there');
    await api.subscriptions.update({
      ...subscription,
      state: 'disabled',
      disabledReason: 'gone',
      revision: 2,
    });
    const disabled = await change(api, path, { state: 'disabled' });
    expect(disabled.body).toMatchObject({ disabledReason: 'gone', revision: 2 });
    const enabled = await change(api, path, { state: 'enabled' });
    expect(enabled.body).not.toHaveProperty('disabledReason');
  });

  it('wakes the worker each time it is asked for, and no other change does', async () => {
    const { api, path, subscriptionId } = await setUp();
    await change(api, path, { description: 'Theirs' });
    expect(api.queue.queued).toEqual([]);
    for (const state of ['disabled', 'enabled', 'enabled']) await change(api, path, { state });
    expect(api.queue.queued).toEqual(Array(3).fill({ subscriptionId, deliveryIds: [] }));
  });

  it('lets what waited for a receiver be sent at once, however long that had asked to be left alone', async () => {
    const { api, path, subscriptionId } = await setUp();
    await api.register();
    await place(api);
    const busy = memorySender(() => ({
      status: 503,
      durationMs: 1,
      error: 'refused',
      retryAfter: '3600',
    }));
    await serve({ ...api, sender: busy }, subscriptionId);
    expect(await serve(api, subscriptionId)).toMatchObject({ attempts: 0 });
    for (const state of ['disabled', 'enabled']) {
      await change(api, path, { state });
      await serve(api, subscriptionId);
    }
    const { items } = await api.done('GET', `${path}/deliveries`);
    expect(items).toMatchObject([{ state: 'delivered' }]);
  });
});
