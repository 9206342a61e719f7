import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlationIdOf } from '#shared/runtime/correlation.ts';
import { httpEvent, memoryApi } from '../../support/api.ts';

const { get } = memoryApi();

const idOf = async (given: string): Promise<string | undefined> =>
  (await get('/v1/health', { headers: { 'x-correlation-id': given } })).headers['x-correlation-id'];

describe('the correlation id of a request', () => {
  it('is the id of the request where the caller gives none', async () => {
    const { headers } = await get('/v1/health');
    expect(headers['x-correlation-id']).toBe('request-1');
  });

  it.each([
    '0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e7f',
    'JKJaXmPLvHcESHA=',
    '1-6b0286fd-c32ace2fa27b33600a15f7c8',
    'a'.repeat(128),
  ])('is the caller’s own: %s', async (given) => {
    expect(await idOf(given)).toBe(given);
  });

  it.each(['', ' ', 'a'.repeat(129), 'a b', 'å', 'a\nb', '{"a":1}', 'a,b', '<b>', 'a\u0000'])(
    'is not the caller’s own where that has not the form of one: %j',
    async (given) => {
      expect(await idOf(given)).toBe('request-1');
    },
  );

  it('is fit for a header and a log line, whatever the caller gives', () => {
    const event = httpEvent('GET', '/v1/health');
    const given = fc.oneof(
      fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
      fc.string({ unit: fc.constantFrom(...'aZ09_.=-'), maxLength: 140 }),
    );
    fc.assert(
      fc.property(given, (text) => {
        const headers = { 'x-correlation-id': text };
        expect(correlationIdOf({ ...event, headers })).toMatch(/^[\w.=-]{1,128}$/);
      }),
    );
  });
});
