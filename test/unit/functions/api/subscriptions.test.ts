import { describe, expect, it } from 'vitest';
import { memoryApi, nobody, type Sent } from '../../../support/api.ts';
import {
  matching,
  queueTarget,
  subscribe,
  subscriber,
  webhook,
  withKey,
} from '../../../support/subscribing.ts';

const bus = 'arn:aws:events:eu-north-1:111122223333:event-bus/theirs';

describe('a subscription', () => {
  it('is created with a secret that is shown once', async () => {
    const api = memoryApi();
    const filter = { types: ['document.statusChanged'], toStatuses: ['inForce'] };
    const facts = { filter, description: 'Ours', recipients: ['GR'], maxPerSecond: 5 };
    const created = await api.post('/v1/subscriptions', { ...webhook, ...facts });
    expect(created.status).toBe(201);
    const { secret, ...shown } = created.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(shown).toEqual({
      subscriptionId: shown.subscriptionId,
      organisation: 'alingsas',
      ...webhook,
      ...facts,
      signatures: ['v1'],
      state: 'enabled',
      createdAt: '2026-06-01T12:00:00.000Z',
      revision: 1,
    });
    expect(created.headers).toMatchObject({
      location: `subscriptions/${shown.subscriptionId}`,
      etag: '"1"',
      'cache-control': 'no-store',
    });
    expect((await api.get(`/v1/${created.headers.location}`)).body).toEqual(shown);
    expect((await api.get('/v1/subscriptions')).body).toEqual({ items: [shown] });
  });

  it('has no more than a target, and is told of everything then', async () => {
    const { created } = await subscribe(memoryApi());
    expect(created).toMatchObject({ filter: {}, recipients: [], maxPerSecond: 50 });
  });

  it('has a public key as well where it is to be signed by v1a', async () => {
    const api = memoryApi();
    const { created, path } = await subscribe(api, { signatures: ['v1', 'v1a'] });
    expect(created.publicKey).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    const { publicKey, signatures } = await api.done('GET', path);
    expect({ publicKey, signatures }).toEqual({
      publicKey: created.publicKey,
      signatures: ['v1', 'v1a'],
    });
  });

  it.each([queueTarget, { target: { type: 'eventBridge', arn: bus } }])(
    'of a queue or a bus of AWS has no keys: $target.type',
    async (facts) => {
      const { created } = await subscribe(memoryApi(), facts);
      expect(created).toMatchObject(facts);
      for (const name of ['secret', 'publicKey', 'signatures']) {
        expect(created).not.toHaveProperty(name);
      }
    },
  );

  it('is created once, with the same secret, where the request is repeated with its key', async () => {
    const api = memoryApi();
    const body = { ...webhook, signatures: ['v1', 'v1a'] };
    const first = await api.post('/v1/subscriptions', body, withKey());
    expect(await api.post('/v1/subscriptions', body, withKey())).toEqual(first);
    expect((await api.done('GET', '/v1/subscriptions')).items).toHaveLength(1);
  });

  it('is sent only where it has changed', async () => {
    const api = memoryApi();
    const { path } = await subscribe(api);
    const known = { headers: { 'if-none-match': '"1"' } };
    expect((await api.get(path, known)).status).toBe(304);
    await api.done('PATCH', path, matching('"1"', { body: { maxPerSecond: 7 } }));
    expect(await api.get(path, known)).toMatchObject({ status: 200, headers: { etag: '"2"' } });
  });

  it('is seen by its own organisation alone, and by operators', async () => {
    const api = memoryApi();
    await subscribe(api, {}, subscriber('alingsas'));
    const seenBy = async (sent: Sent) =>
      (await api.done('GET', '/v1/subscriptions', sent)).items.length;
    expect(await seenBy(subscriber('alingsas'))).toBe(1);
    expect(await seenBy(subscriber('boras'))).toBe(0);
    expect(await seenBy({ groups: ['role:operator'] })).toBe(1);
  });

  it('needs an organisation in the token', async () => {
    const api = memoryApi();
    for (const sent of [{ groups: ['role:subscriber'] }, { groups: ['role:operator'] }]) {
      const { status, body } = await api.post('/v1/subscriptions', webhook, sent);
      expect([status, body.code]).toEqual([403, 'forbidden']);
      expect(body.detail).toContain('org:');
    }
    const { status } = await api.get('/v1/subscriptions', { groups: ['role:subscriber'] });
    expect(status).toBe(403);
  });

  it('is listed page by page, each once', async () => {
    const api = memoryApi();
    for (let count = 0; count < 5; count++) await subscribe(api);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await api.done('GET', `/v1/subscriptions?limit=2${cursor}`);
      for (const { subscriptionId } of page.items) seen.push(subscriptionId);
      if (page.cursor === undefined) break;
      cursor = `&cursor=${page.cursor}`;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  it('that does not exist is 404', async () => {
    expect((await memoryApi().get(`/v1/subscriptions/${nobody}`)).status).toBe(404);
  });
});

describe('deleting a subscription', () => {
  it('needs to know what is deleted', async () => {
    const api = memoryApi();
    const { path } = await subscribe(api);
    expect(await api.send('DELETE', path)).toMatchObject({
      status: 428,
      body: { code: 'precondition_required' },
    });
    expect(await api.send('DELETE', path, matching('"2"'))).toMatchObject({
      status: 412,
      body: { code: 'precondition_failed', detail: expect.stringContaining('revision 1') },
    });
    expect((await api.send('DELETE', path, matching('"1"'))).status).toBe(204);
    expect((await api.get(path)).status).toBe(404);
    expect((await api.send('DELETE', path, matching())).status).toBe(404);
  });

  it('wakes whoever serves its endpoint, so that it is forgotten', async () => {
    const api = memoryApi();
    const { path, subscriptionId } = await subscribe(api);
    await api.done('DELETE', path, matching());
    expect(api.queue.queued).toEqual([{ subscriptionId, deliveryIds: [] }]);
  });

  it('or a change at the same time is carried out, never both', async () => {
    const api = memoryApi();
    const { path } = await subscribe(api);
    const [changed, deleted] = await Promise.all([
      api.send('PATCH', path, matching('"1"', { body: { maxPerSecond: 1 } })),
      api.send('DELETE', path, matching('"1"')),
    ]);
    expect([
      [200, 412],
      [404, 204],
    ]).toContainEqual([changed.status, deleted.status]);
  });

  it('is as good when two ask for it at the same time', async () => {
    const api = memoryApi();
    const { path } = await subscribe(api);
    const remove = () => api.send('DELETE', path, matching('"1"'));
    const answers = await Promise.all([remove(), remove()]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  });
});
