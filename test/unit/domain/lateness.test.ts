import { describe, expect, it } from 'vitest';
import { newDelivery } from '#shared/domain/delivery.ts';
import { healthy } from '#shared/domain/endpoint.ts';
import { latenessOf } from '#shared/domain/lateness.ts';
import { event } from '../../support/events.ts';

const recordedtime = '2026-06-30T22:00:00.400Z';
const subscriptionId = 'subscription';
const delivery = newDelivery(event(), { subscriptionId }, { now: recordedtime });
const attempt = { at: '2026-06-30T22:00:01.000Z', status: 204, durationMs: 250 };
const well = { attempt, health: healthy };

const told = (data: Readonly<Record<string, unknown>>) => ({ ...event(), recordedtime, data });

describe('the lateness of a delivery', () => {
  it('runs from the instant of a change until the receiver has accepted it', () => {
    expect(latenessOf(delivery, told({ lateBySeconds: 0.4 }), well)).toBe(400 + 850);
  });

  it('runs from the recording of whatever else happened', () => {
    expect(latenessOf(delivery, told({}), well)).toBe(850);
  });

  it('is none where clocks disagree', () => {
    const early = { ...attempt, at: '2026-06-30T21:59:59.000Z' };
    expect(latenessOf(delivery, told({}), { attempt: early, health: healthy })).toBe(0);
  });

  it.each([
    ['was refused', delivery, { ...well, attempt: { ...attempt, error: 'refused' as const } }],
    ['was tried before', { ...delivery, spent: 1 }, well],
    ['was asked for by a replay', { ...delivery, replayId: 'replay' }, well],
    [
      'waited for a receiver that fails',
      delivery,
      { attempt, health: { ...healthy, failures: 1 } },
    ],
    [
      'waited for a receiver that is back',
      delivery,
      { attempt, health: { ...healthy, recoveringSince: recordedtime } },
    ],
  ])('says nothing of us where it %s', (_, one, tried) => {
    expect(latenessOf(one, told({}), tried)).toBeUndefined();
  });
});
