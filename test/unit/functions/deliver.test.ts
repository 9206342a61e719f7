import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryPostponement } from '#shared/adapters/memory/postponement.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { memoryWebhookSender } from '#shared/adapters/memory/webhook-sender.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import type { WebhookOutcome } from '#shared/application/ports.ts';
import { createHandler } from '../../../functions/deliver/handler.ts';
import { event } from '../../support/events.ts';
import { context, failedOf, messages } from '../../support/invocations.ts';
import { subscription } from '../../support/subscriptions.ts';

const ok: WebhookOutcome = { outcome: 'delivered', status: 200, durationMs: 1 };

const setUp = async (answers: Readonly<Record<string, WebhookOutcome>> = {}) => {
  const clock = virtualClock('2026-07-01T00:00:00.000Z');
  const subscriptions = memorySubscriptions({ clock });
  for (const number of [1, 2, 3]) await subscriptions.create(subscription(number));
  const sender = memoryWebhookSender(({ url }) => answers[url.slice(-1)] ?? ok);
  const postponement = memoryPostponement();
  const secrets = memorySecretBox;
  const dependencies = { clock, subscriptions, sender, postponement, secrets, sign: signWebhook };
  return { ...dependencies, handler: createHandler(dependencies) };
};

const to = (number: number) => ({
  subscriptionId: subscription(number).subscriptionId,
  event: event('document.updated', { sequence: number }),
});

describe('a batch of deliveries', () => {
  it('is done when every receiver took its event', async () => {
    const { handler, sender, postponement } = await setUp();
    const response = await handler(messages([to(1), to(2), to(3)]), context());
    expect(failedOf(response)).toEqual([]);
    expect(sender.sent.map(({ url }) => url.slice(-1)).toSorted()).toEqual(['1', '2', '3']);
    expect(postponement.postponed).toEqual([]);
  });

  it('gives back only the one that failed, to come again later', async () => {
    const { handler, sender, postponement } = await setUp({
      2: { outcome: 'refused', status: 503, durationMs: 1 },
    });
    const response = await handler(messages([to(1), to(2), to(3)], 3), context());
    expect(failedOf(response)).toEqual(['2']);
    expect(sender.sent).toHaveLength(3);
    expect(postponement.postponed).toEqual([{ receiptHandle: 'receipt-2', delaySeconds: 120 }]);
  });

  it('gives back what nobody can read, and delivers the rest', async () => {
    const { handler, sender } = await setUp();
    const unreadable = ['{', '{}', { ...to(1), event: { ...to(1).event, specversion: '2.0' } }];
    const response = await handler(messages([...unreadable, to(2)]), context());
    expect(failedOf(response)).toEqual(['1', '2', '3']);
    expect(sender.sent).toHaveLength(1);
  });

  it('is not held up by a queue that cannot postpone', async () => {
    const answers = { 1: { outcome: 'failed', error: 'timeout', durationMs: 15_000 } } as const;
    const dependencies = await setUp(answers);
    const postponement = { postpone: () => Promise.reject(new Error('queue out of reach')) };
    const handler = createHandler({ ...dependencies, postponement });
    expect(failedOf(await handler(messages([to(1), to(2)]), context()))).toEqual(['1']);
  });

  it('forgets a delivery whose receiver is gone or whose subscription is', async () => {
    const { handler, subscriptions, postponement } = await setUp({
      1: { outcome: 'refused', status: 410, durationMs: 1 },
    });
    await subscriptions.delete(subscription(2).subscriptionId);
    expect(failedOf(await handler(messages([to(1), to(2)]), context()))).toEqual([]);
    expect(postponement.postponed).toEqual([]);
  });

  it('passes on attributes that a later version added', async () => {
    const { handler, sender } = await setUp();
    const later = { ...to(1), event: { ...to(1).event, expirytime: '2027-01-01T00:00:00.000Z' } };
    await handler(messages([later]), context());
    expect(JSON.parse(sender.sent[0]?.body ?? '')).toEqual(later.event);
  });
});
