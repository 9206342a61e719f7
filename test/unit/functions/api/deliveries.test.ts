import { describe, expect, it } from 'vitest';
import { memorySender } from '#shared/adapters/memory/sender.ts';
import { memoryApi } from '../../../support/api.ts';
import { matching, place, serve, subscribe, withKey } from '../../../support/subscribing.ts';

const setUp = async (documents = 1) => {
  const api = memoryApi();
  const { path, subscriptionId } = await subscribe(api);
  for (let count = 0; count < documents; count++) {
    await api.register();
    api.clock.advance(1_000);
  }
  await place(api);
  const listed = async (query = '') => (await api.done('GET', `${path}/deliveries${query}`)).items;
  return { api, path, subscriptionId, listed };
};

describe('the log of deliveries', () => {
  it('has each with its attempts, and is read one by one as well', async () => {
    const { api, path, subscriptionId, listed } = await setUp();
    const [waiting] = await listed();
    expect(waiting).toMatchObject({
      type: 'document.registered',
      state: 'waiting',
      attempts: [],
      nextAttemptAt: '2026-06-01T12:00:01.000Z',
    });
    await serve(api, subscriptionId);
    const [delivered] = await listed();
    const { nextAttemptAt: _due, ...rest } = waiting;
    const attempts = [{ at: '2026-06-01T12:00:01.000Z', status: 204, durationMs: 1 }];
    expect(delivered).toEqual({ ...rest, state: 'delivered', attempts });
    const one = await api.done('GET', `${path}/deliveries/${delivered.deliveryId}`);
    expect(one).toEqual(delivered);
  });

  it('is listed newest first, page by page, each once', async () => {
    const { api, path, listed } = await setUp(5);
    const whole = await listed();
    const times = whole.map(({ deliveryId }: { deliveryId: string }) => deliveryId.slice(0, 19));
    expect(times).toEqual(times.toSorted().toReversed());
    const seen: unknown[] = [];
    for (let link = '?limit=2'; ; ) {
      const { body, headers } = await api.get(`${path}/deliveries${link}`);
      seen.push(...body.items);
      if (headers.link === undefined) break;
      link = headers.link.replace(/^<(.*)>; rel="next"$/, '$1');
    }
    expect(seen).toEqual(whole);
    expect(seen).toHaveLength(5);
  });

  it('is listed by state', async () => {
    const { api, subscriptionId, listed } = await setUp();
    await serve(api, subscriptionId);
    expect(await listed('?state=delivered')).toHaveLength(1);
    expect(await listed('?state=waiting')).toEqual([]);
    const { path } = await subscribe(api);
    expect(await api.get(`${path}/deliveries?state=lost`)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/query/state' }] },
    });
  });

  it('has cursors that are good for the same list alone', async () => {
    const { api, path } = await setUp(3);
    const { cursor } = await api.done('GET', `${path}/deliveries?limit=1`);
    const other = await subscribe(api);
    for (const address of [`${other.path}/deliveries?`, `${path}/deliveries?state=failed&`]) {
      expect(await api.get(`${address}cursor=${cursor}`)).toMatchObject({
        status: 400,
        body: { code: 'malformed_cursor' },
      });
    }
  });

  it('says nothing of what is not there', async () => {
    const { api, path, listed } = await setUp();
    const [{ deliveryId }] = await listed();
    const other = await subscribe(api);
    const unknown = '20260601T120000000Z-none';
    for (const place of [
      `${other.path}/deliveries/${deliveryId}`,
      `${path}/deliveries/${unknown}`,
    ]) {
      const codes = [await api.get(place), await api.send('POST', `${place}/redeliver`)];
      expect(codes.map(({ status, body }) => [status, body.code])).toEqual(
        Array(2).fill([404, 'delivery_not_found']),
      );
    }
    expect((await api.get(`${path}/deliveries/x`)).body.code).toBe('not_found');
  });
});

describe('redelivering', () => {
  const delivered = async () => {
    const { api, path, subscriptionId, listed } = await setUp();
    await serve(api, subscriptionId);
    const [{ deliveryId }] = await listed();
    const address = `${path}/deliveries/${deliveryId}`;
    api.queue.queued.length = 0;
    api.clock.advance(60_000);
    const redeliver = (sent = {}) => api.send('POST', `${address}/redeliver`, sent);
    return { api, path, subscriptionId, deliveryId, address, redeliver };
  };

  it('makes a delivery wait again, at once, and wakes its worker', async () => {
    const { api, subscriptionId, deliveryId, address, redeliver } = await delivered();
    const { status, headers, body } = await redeliver();
    expect(status).toBe(202);
    expect(body).toMatchObject({
      deliveryId,
      state: 'waiting',
      nextAttemptAt: api.clock.now(),
      attempts: [{ status: 204 }],
    });
    expect(new URL(headers.location ?? '', `https://x${address}/redeliver`).pathname).toBe(address);
    expect(await api.done('GET', address)).toEqual(body);
    expect(api.queue.queued).toEqual([{ subscriptionId, deliveryIds: [deliveryId] }]);
  });

  it('sends the same event id once more', async () => {
    const { api, subscriptionId, address, redeliver } = await delivered();
    await redeliver();
    await serve(api, subscriptionId);
    const [first, second] = api.sender.sent;
    expect(second?.eventId).toBe(first?.eventId);
    expect(await api.done('GET', address)).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 204 }, { status: 204 }],
    });
  });

  it('is asked for twice at once and made once', async () => {
    const { api, subscriptionId, redeliver } = await delivered();
    const answers = await Promise.all([redeliver(), redeliver()]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    await serve(api, subscriptionId);
    expect(api.sender.sent).toHaveLength(2);
  });

  it('is not asked for again where the request is repeated with its key', async () => {
    const { api, subscriptionId, redeliver } = await delivered();
    const first = await redeliver(withKey());
    expect(await redeliver(withKey())).toEqual(first);
    await serve(api, subscriptionId);
    expect(await redeliver(withKey())).toMatchObject({
      status: 202,
      body: { state: 'delivered' },
    });
    await serve(api, subscriptionId);
    expect(api.sender.sent).toHaveLength(2);
  });

  it('is refused while the subscription is disabled', async () => {
    const { api, path, address, redeliver } = await delivered();
    await api.done('PATCH', path, matching('*', { body: { state: 'disabled' } }));
    expect(await redeliver()).toMatchObject({
      status: 409,
      body: { code: 'subscription_disabled' },
    });
    expect(await api.done('GET', address)).toMatchObject({ state: 'delivered' });
  });

  it('starts the schedule of a failed one anew', async () => {
    const { api, path, subscriptionId } = await setUp();
    const sender = memorySender(() => ({ status: 500, durationMs: 1, error: 'refused' }));
    await serve({ ...api, sender }, subscriptionId);
    const [{ deliveryId, state }] = (await api.done('GET', `${path}/deliveries`)).items;
    expect(state).toBe('waiting');
    const again = await api.send('POST', `${path}/deliveries/${deliveryId}/redeliver`);
    expect(again.body).toMatchObject({
      nextAttemptAt: api.clock.now(),
      attempts: [{ status: 500 }],
    });
  });
});
