import { describe, expect, it } from 'vitest';
import { memoryApi } from '../../../support/api.ts';
import { anyone, guideline, linkTo } from '../../../support/feeds.ts';

describe.each(['events.atom', 'calendar.ics'])('%s', (feed) => {
  it('may be kept for five minutes, and is sent again only where it has changed', async () => {
    const api = memoryApi();
    const documentId = await guideline(api);
    await api.relay();
    const address = await linkTo(api, feed);
    const first = await api.get(address, anyone);
    expect(first.headers).toMatchObject({ 'cache-control': 'private, max-age=300' });
    const ask = () =>
      api.get(address, { ...anyone, headers: { 'if-none-match': first.headers.etag ?? '' } });
    api.clock.advance(86_400_000);
    const again = await ask();
    expect([again.status, again.body]).toEqual([304, undefined]);
    expect(again.headers).toMatchObject({
      etag: first.headers.etag,
      'cache-control': 'private, max-age=300',
    });
    await api.decide(documentId, 'adopt', { fromAndIncluding: '2026-09-01' });
    await api.relay();
    expect((await ask()).status).toBe(200);
  });

  it('is no page’s to tell others of: its address is the secret', async () => {
    const api = memoryApi();
    const { headers } = await api.get(await linkTo(api, feed), anyone);
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('refuses another language, and what it does not know', async () => {
    const api = memoryApi();
    const address = await linkTo(api, feed);
    for (const query of ['lang=de', 'limit=3']) {
      expect((await api.get(`${address}?${query}`, anyone)).status).toBe(422);
    }
  });
});
