import { describe, expect, it } from 'vitest';
import { memoryApi } from '../../../support/api.ts';
import { matching, pointersOf, subscribe, webhook } from '../../../support/subscribing.ts';

const { api, created, path } = await (async () => {
  const api = memoryApi();
  return { api, ...(await subscribe(api, { reminders: [180, 14, 180] })) };
})();

describe('the reminders of a subscription', () => {
  it('are answered as they were stated, each once', async () => {
    expect(created.reminders).toEqual([180, 14]);
    expect(await api.done('GET', path)).toMatchObject({ reminders: [180, 14] });
  });

  it('are absent where none were stated', async () => {
    const { created: other } = await subscribe(memoryApi());
    expect(other).not.toHaveProperty('reminders');
  });

  it('are replaced by others, and taken away by none', async () => {
    const change = (body: unknown) => api.done('PATCH', path, matching('*', { body }));
    expect(await change({ reminders: [1, 3650] })).toMatchObject({ reminders: [1, 3650] });
    expect(await change({ maxPerSecond: 5 })).toMatchObject({ reminders: [1, 3650] });
    expect(await change({ reminders: [] })).toMatchObject({ reminders: [] });
  });

  it.each<[string, unknown, string, RegExp]>([
    ['0 days', [30, 0], '/reminders/1', /at least 1 day before/],
    ['5,000 days', [5000], '/reminders/0', /at most 3650 days before/],
    ['half a day', [0.5], '/reminders/0', /whole number/],
    ['days as text', ['30'], '/reminders/0', /number/],
    ['six of them', [1, 2, 3, 4, 5, 6], '/reminders', /At most 5 reminders/],
    ['one that is no list', 30, '/reminders', /list/],
  ])('are refused of %s', async (_name, reminders, pointer, message) => {
    const requests = [
      api.send('POST', '/v1/subscriptions', { body: { ...webhook, reminders } }),
      api.send('PATCH', path, matching('*', { body: { reminders } })),
    ];
    for (const { status, body } of await Promise.all(requests)) {
      expect(status).toBe(422);
      expect(pointersOf(body)).toEqual([pointer]);
      expect(body.errors[0].message).toMatch(message);
    }
  });
});
