import { describe, expect, it } from 'vitest';
import { askedOf } from '#shared/runtime/asked.ts';
import { nobody } from '../../support/api.ts';

const route = '/v1/subscriptions/{subscriptionId}/deliveries/{deliveryId}';

describe('what was asked for, in a log line', () => {
  it('is the route with the ids in its address', () => {
    const deliveryId = `20260630T220000500Z-${nobody}-0000000007`;
    expect(askedOf('GET', route, { subscriptionId: nobody, deliveryId })).toBe(
      `GET /v1/subscriptions/${nobody}/deliveries/${deliveryId}`,
    );
    const version = { documentId: nobody.toUpperCase(), version: '12' };
    expect(askedOf('HEAD', '/v1/documents/{documentId}/versions/{version}', version)).toBe(
      `HEAD /v1/documents/${nobody.toUpperCase()}/versions/12`,
    );
  });

  it.each([
    '19121212-1212',
    '1912121212',
    'a@example.org',
    'secret',
    '',
    `${nobody}x`,
    '__proto__',
  ])('is nothing of the caller’s own: %j', (text) => {
    const address = '/v1/subscriptions/…/deliveries/…';
    const parameters = { subscriptionId: text, deliveryId: text };
    expect(askedOf('GET', route, parameters)).toBe(`GET ${address}`);
    expect(askedOf('GET', '/v1/feeds/{secret}/events.atom', { secret: text })).toBe(
      'GET /v1/feeds/…/events.atom',
    );
    expect(askedOf('GET', route, {})).toBe(`GET ${address}`);
  });
});
