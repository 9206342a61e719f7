import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { anything } from '../../infra/local/api-answers.ts';
import type { Received } from '../../infra/local/receiver.ts';
import { as, asMemberOf } from './support/callers.ts';
import {
  attempt,
  change,
  deliveriesOf,
  delivery,
  deliveryIn,
  subscription,
} from './support/deliveries.ts';
import { aDocument } from './support/documents.ts';
import { aSubscriber } from './support/subscriber.ts';
import { waitFor } from './support/wait-for.ts';

const subscriber = as('subscriber');
const newKeyword = () => `nyckel-${crypto.randomUUID()}`;
const aRegistration = (keyword: string) => aDocument(as('registrar'), { keywords: [keyword] });
const from = (subscriptionId: string) => `/v1/subscriptions/${subscriptionId}`;

/** A header that stands once. */
const header = ({ headers }: Received, name: string): string => z.string().parse(headers[name]);

describe('a test', () => {
  it('goes to the receiver, signed, and is answered with what came of it', async () => {
    const { receiver, subscriptionId } = await aSubscriber(subscriber, {
      keywords: [newKeyword()],
    });
    await using _receiver = receiver;
    const answer = attempt.extend({ deliveryId: z.string(), eventId: z.string() });
    const made = await subscriber.post(`${from(subscriptionId)}/test`, undefined, answer);
    expect(made).toMatchObject({ status: 204, durationMs: expect.any(Number) });
    expect(receiver.received).toMatchObject([
      { event: { id: made.eventId, type: 'subscription.test', subject: subscriptionId } },
    ]);
    expect(await deliveriesOf(subscriber, subscriptionId)).toMatchObject([
      { deliveryId: made.deliveryId, state: 'delivered' },
    ]);
  });

  it('that is refused is not made again', async () => {
    const { receiver, subscriptionId } = await aSubscriber(
      subscriber,
      { keywords: [newKeyword()] },
      { answer: () => 500 },
    );
    await using _receiver = receiver;
    const made = await subscriber.post(`${from(subscriptionId)}/test`, undefined, attempt);
    expect(made).toMatchObject({ status: 500, error: 'refused' });
    expect(await deliveriesOf(subscriber, subscriptionId)).toMatchObject([{ state: 'failed' }]);
  });
});

describe('a receiver that refuses', () => {
  it('is tried again after five seconds, under the same id and with a new time', async () => {
    const keyword = newKeyword();
    let refusals = 1;
    const { receiver, subscriptionId } = await aSubscriber(
      subscriber,
      { keywords: [keyword] },
      { answer: () => (refusals-- > 0 ? 503 : 204) },
    );
    await using _receiver = receiver;
    await aRegistration(keyword);

    await waitFor('the second attempt', () => receiver.received[1]);
    const [first, second] = receiver.received;
    if (first === undefined || second === undefined) throw new Error('Two were received');
    expect(header(second, 'webhook-id')).toBe(header(first, 'webhook-id'));
    expect(header(second, 'webhook-id')).toBe(second.event.id);
    expect(second.receivedAt - first.receivedAt).toBeGreaterThan(4_400);
    const secondsOf = (received: Received) => Number(header(received, 'webhook-timestamp'));
    expect(secondsOf(second) - secondsOf(first)).toBeGreaterThanOrEqual(4);

    const eventId = first.event.id;
    const told = await deliveryIn(subscriber, { subscriptionId, eventId, state: 'delivered' });
    expect(told.attempts).toMatchObject([{ status: 503, error: 'refused' }, { status: 204 }]);
  });

  it('with 410 is disabled, and the owner’s other subscription hears of it', async () => {
    const keyword = newKeyword();
    const organisation = `kommun-${keyword}`;
    const owner = await asMemberOf(organisation, 'subscriber');
    const gone = await aSubscriber(owner, { keywords: [keyword] }, { answer: () => 410 });
    await using _gone = gone.receiver;
    const other = await aSubscriber(owner, { keywords: [newKeyword()] });
    await using _other = other.receiver;
    await aRegistration(keyword);

    const { event } = await waitFor('the news of it', () => other.receiver.received[0]);
    expect(event).toMatchObject({
      type: 'subscription.disabled',
      subject: gone.subscriptionId,
      data: { reason: 'gone' },
    });
    expect(await owner.get(from(gone.subscriptionId), subscription)).toMatchObject({
      state: 'disabled',
      disabledReason: 'gone',
    });
  });
});

describe('what was delivered', () => {
  it('is delivered once more on request, under the same id', async () => {
    const keyword = newKeyword();
    const { receiver, subscriptionId } = await aSubscriber(subscriber, { keywords: [keyword] });
    await using _receiver = receiver;
    await aRegistration(keyword);
    const { event } = await waitFor('the event', () => receiver.received[0]);
    const { deliveryId } = await deliveryIn(subscriber, {
      subscriptionId,
      eventId: event.id,
      state: 'delivered',
    });

    const path = `${from(subscriptionId)}/deliveries/${deliveryId}`;
    await subscriber.post(`${path}/redeliver`, undefined, delivery);

    const again = await waitFor('it again', () => receiver.received[1]);
    expect(again.event).toEqual(event);
    const told = await waitFor('its second attempt in the log', async () => {
      const found = await subscriber.get(path, delivery);
      return found.attempts.length === 2 ? found : undefined;
    });
    expect(told.state).toBe('delivered');
  });

  it('is delivered again by a replay of its time', async () => {
    const keyword = newKeyword();
    const { receiver, subscriptionId } = await aSubscriber(subscriber, { keywords: [keyword] });
    await using _receiver = receiver;
    const since = new Date(Date.now() - 1_000).toISOString();
    await aRegistration(keyword);
    await aRegistration(keyword);
    await waitFor('both events', () => receiver.received[1]);
    const ids = () => receiver.received.map(({ event }) => event.id);
    const before = ids();
    await Promise.all(
      before.map((eventId) =>
        deliveryIn(subscriber, { subscriptionId, eventId, state: 'delivered' }),
      ),
    );

    const replay = z.looseObject({
      replayId: z.string(),
      state: z.string(),
      deliveries: z.number(),
    });
    const path = `${from(subscriptionId)}/replay`;
    const { replayId } = await subscriber.post(path, { since }, replay);

    await waitFor('both events again', () => receiver.received[3]);
    expect(ids().slice(2).toSorted()).toEqual(before.toSorted());
    const done = await waitFor('the end of the replay', async () => {
      const found = await subscriber.get(`${path}s/${replayId}`, replay);
      return found.state === 'done' ? found : undefined;
    });
    expect(done.deliveries).toBe(2);
  });
});

describe('keys that are rotated', () => {
  it('both sign while the overlap lasts', async () => {
    const keyword = newKeyword();
    const { receiver, subscriptionId, secret } = await aSubscriber(subscriber, {
      keywords: [keyword],
    });
    await using _receiver = receiver;
    const rotated = z.looseObject({ secret: z.string(), previousValidUntil: z.string() });
    const rotation = await subscriber.post(`${from(subscriptionId)}/rotate-secret`, {}, rotated);
    expect(rotation.secret).not.toBe(secret);
    await aRegistration(keyword);

    const received = await waitFor('the event', () => receiver.received[0]);
    expect(header(received, 'webhook-signature').split(' ')).toHaveLength(2);
    const headers = Object.fromEntries(
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
        name,
        header(received, name),
      ]),
    );
    for (const key of [secret, rotation.secret]) {
      expect(new Webhook(key).verify(received.body, headers)).toMatchObject({
        id: received.event.id,
      });
    }
  });
});

describe('a subscription that its owner disables', () => {
  it('is told nothing until it is enabled, and then what it asks for', async () => {
    const keyword = newKeyword();
    const { receiver, subscriptionId } = await aSubscriber(subscriber, { keywords: [keyword] });
    await using _receiver = receiver;
    const witness = await aSubscriber(subscriber, { keywords: [keyword] });
    await using _witness = witness.receiver;
    const since = new Date(Date.now() - 1_000).toISOString();
    const disabled = await change(subscriber, subscriptionId, { state: 'disabled' });
    expect(disabled).toMatchObject({ state: 'disabled', disabledReason: 'owner' });
    const { documentId } = await aRegistration(keyword);

    await waitFor('another subscriber to be told', () => witness.receiver.received[0]);
    expect(await deliveriesOf(subscriber, subscriptionId)).toEqual([]);
    expect(receiver.received).toEqual([]);

    await change(subscriber, subscriptionId, { state: 'enabled' });
    const undelivered = { since, only: 'undelivered' };
    await subscriber.post(`${from(subscriptionId)}/replay`, undelivered, anything);
    const { event } = await waitFor('the event', () => receiver.received[0]);
    expect(event).toMatchObject({ type: 'document.registered', subject: documentId });
  });
});
