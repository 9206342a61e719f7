import { describe, expect, it } from 'vitest';
import { memoryPunctuality } from '#shared/adapters/memory/punctuality.ts';
import { counted, noFigures } from '#shared/domain/punctuality.ts';
import { memoryApi } from '../../../support/api.ts';

const asOf = '2026-06-01T01:20:00.000Z';
const reader = { groups: ['role:reader'] };

/** An API whose May has had transitions with these latenesses, in milliseconds. */
const reconciled = async (...latenesses: readonly number[]) => {
  const punctuality = memoryPunctuality();
  await punctuality.putFigures([latenesses.reduce(counted, noFigures('2026-05'))], asOf);
  await punctuality.addRepaired('2026-05', 2);
  return memoryApi({ punctuality });
};

describe('the punctuality of a month', () => {
  it('is answered to readers in seconds, with what was missed and set right, and as of when', async () => {
    const api = await reconciled(200, 400, 400, 61_000);
    const { status, body } = await api.get('/v1/punctuality?month=2026-05', reader);
    expect(status).toBe(200);
    expect(body).toEqual({
      month: '2026-05',
      transitions: 4,
      lateness: { p50: 0.4, p99: 61, max: 61 },
      missed: 1,
      repaired: 2,
      asOf,
    });
  });

  it('has no lateness where nothing changed', async () => {
    const { body } = await (await reconciled()).get('/v1/punctuality?month=2026-05', reader);
    expect(body).toMatchObject({ transitions: 0, lateness: null, missed: 0, repaired: 2, asOf });
  });

  it('that no reconciliation has counted is as of no time', async () => {
    const { body } = await (await reconciled(200)).get('/v1/punctuality?month=2026-06', reader);
    expect(body).toEqual({
      month: '2026-06',
      transitions: 0,
      lateness: null,
      missed: 0,
      repaired: 0,
      asOf: null,
    });
  });

  it.each([
    ['', /month is required/],
    ['?month=', /"" is not a month; write one as 2026-07/],
    ['?month=2026-00', /"2026-00" is not a month/],
    ['?month=2026-13', /"2026-13" is not a month/],
    ['?month=2026-7', /"2026-7" is not a month/],
    ['?month=2026-07-01', /"2026-07-01" is not a month/],
    ['?month=juli', /"juli" is not a month/],
  ])('is refused with a sentence: "%s"', async (query, sentence) => {
    const { status, body } = await memoryApi().get(`/v1/punctuality${query}`, reader);
    expect([status, body.code]).toEqual([422, 'invalid_request']);
    expect(body.errors).toEqual([
      { pointer: expect.stringContaining('month'), message: expect.stringMatching(sentence) },
    ]);
  });

  it('takes nothing but a month', async () => {
    const { status } = await memoryApi().get('/v1/punctuality?month=2026-05&zone=UTC', reader);
    expect(status).toBe(422);
  });

  it('is for those with a token, unless anyone may read', async () => {
    const ask = (publicReading: boolean) =>
      memoryApi({ publicReading }).get('/v1/punctuality?month=2026-05', { groups: null });
    expect((await ask(false)).status).toBe(401);
    expect((await ask(true)).status).toBe(200);
  });
});
