import { describe, expect, it } from 'vitest';
import { memoryApi, nobody, type Sent } from '../../../support/api.ts';

const webhook = { target: { type: 'webhook', url: 'https://example.org/hook' } };
const subscriber = (organisation: string): Sent => ({
  groups: ['role:subscriber', `org:${organisation}`],
});

describe('a subscription', () => {
  it('is created with a secret that is shown once', async () => {
    const api = memoryApi();
    const filter = { types: ['document.statusChanged'], toStatuses: ['inForce'] };
    const created = await api.post('/v1/subscriptions', {
      ...webhook,
      filter,
      description: 'Ours',
    });
    expect(created.status).toBe(201);
    const { secret, ...shown } = created.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(shown).toMatchObject({ ...webhook, filter, organisation: 'alingsas', state: 'enabled' });
    expect(created.headers.location).toBe(`subscriptions/${shown.subscriptionId}`);
    expect((await api.get(`/v1/${created.headers.location}`)).body).toEqual(shown);
    expect((await api.get('/v1/subscriptions')).body).toEqual({ items: [shown] });
  });

  it('is seen and deleted by its own organisation alone, and by operators', async () => {
    const api = memoryApi();
    const { body } = await api.post('/v1/subscriptions', webhook, subscriber('alingsas'));
    const path = `/v1/subscriptions/${body.subscriptionId}`;
    const seenBy = async (sent: Sent) =>
      (await api.done('GET', '/v1/subscriptions', sent)).items.length;
    expect(await seenBy(subscriber('alingsas'))).toBe(1);
    expect(await seenBy(subscriber('boras'))).toBe(0);
    expect(await seenBy({ groups: ['role:operator'] })).toBe(1);
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await api.send(method, path, subscriber('boras'));
      expect([status, body.code]).toEqual([404, 'subscription_not_found']);
    }
    expect((await api.send('DELETE', path, subscriber('alingsas'))).status).toBe(204);
    expect((await api.get(path)).status).toBe(404);
    expect((await api.send('DELETE', path)).status).toBe(404);
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
    for (let count = 0; count < 5; count++) await api.post('/v1/subscriptions', webhook);
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

  it.each<[string, unknown, string, string]>([
    ['an unknown field', { ...webhook, secret: 'x' }, 'invalid_request', '/secret'],
    ['no target', {}, 'invalid_request', '/target'],
    [
      'a queue, which comes later',
      { target: { type: 'sqs', arn: 'x' } },
      'invalid_request',
      '/target/type',
    ],
    [
      'an unknown event',
      { ...webhook, filter: { types: ['x'] } },
      'invalid_request',
      '/filter/types/0',
    ],
    ['an unknown filter', { ...webhook, filter: { type: 'x' } }, 'invalid_request', '/filter/type'],
    ['no address', { target: { type: 'webhook', url: 'x' } }, 'url_not_allowed', '/target/url'],
    [
      'an open address',
      { target: { type: 'webhook', url: 'http://example.org' } },
      'url_not_allowed',
      '/target/url',
    ],
    [
      'a filter that nothing matches',
      { ...webhook, filter: { types: [] } },
      'filter_never_matches',
      '/filter',
    ],
  ])('with %s is refused where the fault is', async (_name, body, code, pointer) => {
    const answer = await memoryApi().post('/v1/subscriptions', body);
    expect(answer).toMatchObject({ status: 422, body: { code } });
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toContain(
      pointer,
    );
  });

  it('that does not exist is 404', async () => {
    expect((await memoryApi().get(`/v1/subscriptions/${nobody}`)).status).toBe(404);
  });
});
