import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { memoryWebhookSender } from '#shared/adapters/memory/webhook-sender.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import { deliver, retryDelay } from '#shared/application/deliver.ts';
import type { WebhookOutcome } from '#shared/application/ports.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { killedAtEveryCall } from '../../support/crashes.ts';
import { event } from '../../support/events.ts';
import { withFaults } from '../../support/faults.ts';
import { secret, subscription } from '../../support/subscriptions.ts';

const setUp = async (change: Partial<Subscription> = {}, answer?: WebhookOutcome) => {
  // The package compares timestamps with the machine's clock.
  const clock = virtualClock(new Date().toISOString());
  const subscriptions = memorySubscriptions({ clock });
  await subscriptions.create(subscription(1, change));
  const sender = memoryWebhookSender(answer && (() => answer));
  return { subscriptions, secrets: memorySecretBox, sign: signWebhook, sender, clock };
};

const { subscriptionId, target } = subscription();
const delivery = { subscriptionId, event: event('document.updated', { title: 'Ändrad §  💶' }) };

describe('a delivery', () => {
  it('carries the event to the address of the subscription', async () => {
    const dependencies = await setUp();
    expect(await deliver(dependencies, delivery)).toEqual({
      result: 'delivered',
      attempt: { outcome: 'delivered', status: 204, durationMs: 1 },
    });
    const [{ url, headers, body } = { url: '', headers: {}, body: '' }] = dependencies.sender.sent;
    expect(url).toBe(target.url);
    expect(headers['content-type']).toBe('application/cloudevents+json');
    expect(JSON.parse(body)).toEqual(delivery.event);
  });

  it('is signed so that the receiver can verify the bytes that came', async () => {
    const dependencies = await setUp();
    await deliver(dependencies, delivery);
    const [{ headers, body } = { headers: {}, body: '' }] = dependencies.sender.sent;
    const webhook = new Webhook(secret);
    expect(webhook.verify(Buffer.from(body), { ...headers })).toEqual(delivery.event);
    expect(() => webhook.verify(body.replace('Ändrad', 'ändrad'), { ...headers })).toThrow(
      'No matching signature',
    );
    expect(() => new Webhook(`${secret.slice(0, -4)}AAA=`).verify(body, { ...headers })).toThrow(
      'No matching signature',
    );
  });

  it('has the same id on every attempt and the time of each', async () => {
    const dependencies = await setUp();
    await deliver(dependencies, delivery);
    dependencies.clock.advance(61_000);
    await deliver(dependencies, delivery);
    const [first, second] = dependencies.sender.sent.map(({ headers }) => headers);
    expect([first?.['webhook-id'], second?.['webhook-id']]).toEqual([
      delivery.event.id,
      delivery.event.id,
    ]);
    expect(Number(second?.['webhook-timestamp']) - Number(first?.['webhook-timestamp'])).toBe(61);
    expect(second?.['webhook-signature']).not.toBe(first?.['webhook-signature']);
  });

  it('is made again, the same, when the sender was killed at any step', async () => {
    const kills = await killedAtEveryCall((plan) => {
      const prepared = setUp();
      const attempt = async () => {
        const { subscriptions, secrets, sender, ...rest } = await prepared;
        return deliver(
          {
            ...rest,
            subscriptions: withFaults(subscriptions, plan),
            secrets: withFaults(secrets, plan),
            sender: withFaults(sender, plan),
          },
          delivery,
        );
      };
      return {
        killed: attempt,
        retried: async () => {
          expect(await attempt()).toMatchObject({ result: 'delivered' });
          const ids = (await prepared).sender.sent.map(({ headers }) => headers['webhook-id']);
          expect(new Set(ids)).toEqual(new Set([delivery.event.id]));
        },
      };
    });
    expect(kills).toBe(2 * ['get', 'open', 'send'].length);
  });
});

describe('an attempt', () => {
  it.each<[WebhookOutcome, string]>([
    [{ outcome: 'delivered', status: 200, durationMs: 5 }, 'delivered'],
    [{ outcome: 'refused', status: 301, durationMs: 5 }, 'failed'],
    [{ outcome: 'refused', status: 400, durationMs: 5 }, 'failed'],
    [{ outcome: 'refused', status: 410, durationMs: 5 }, 'gone'],
    [{ outcome: 'refused', status: 500, durationMs: 5 }, 'failed'],
    [{ outcome: 'failed', error: 'timeout', durationMs: 15_000 }, 'failed'],
    [{ outcome: 'failed', error: 'address_not_allowed', durationMs: 1 }, 'failed'],
  ])('with %j is %s', async (answer, result) => {
    expect(await deliver(await setUp({}, answer), delivery)).toEqual({ result, attempt: answer });
  });

  it('is not made for a subscription that was deleted on the way', async () => {
    const dependencies = await setUp();
    await dependencies.subscriptions.delete(subscriptionId);
    expect(await deliver(dependencies, delivery)).toEqual({
      result: 'dropped',
      because: 'deleted',
    });
    expect(dependencies.sender.sent).toEqual([]);
  });

  it('is not made for one that is disabled', async () => {
    const dependencies = await setUp({ state: 'disabled' });
    expect(await deliver(dependencies, delivery)).toEqual({
      result: 'dropped',
      because: 'disabled',
    });
    expect(dependencies.sender.sent).toEqual([]);
  });
});

describe('the wait for another attempt', () => {
  it('grows to an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map(retryDelay)).toEqual([
      5, 30, 120, 600, 1800, 3600, 3600, 3600,
    ]);
  });
});
