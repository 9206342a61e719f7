import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { WebhookReceiver } from '../../../infra/local/receiver.ts';

const secret = `whsec_${Buffer.from('a secret of twenty-four+').toString('base64')}`;
const event = {
  id: 'd-0000000001',
  type: 'document.registered',
  subject: 'd',
  time: '2026-07-01T00:00:00.000Z',
  data: {},
};
const body = JSON.stringify(event);

const post = (url: string, signedWith: string, sentBody = body) => {
  const now = new Date();
  return fetch(url, {
    method: 'POST',
    body: sentBody,
    headers: {
      'webhook-id': event.id,
      'webhook-timestamp': `${Math.floor(now.getTime() / 1000)}`,
      'webhook-signature': new Webhook(signedWith).sign(event.id, now, body),
    },
  });
};

describe('the webhook receiver', () => {
  it('takes what is signed with its secret', async () => {
    await using receiver = await WebhookReceiver.start();
    receiver.trust(secret);
    expect((await post(receiver.url, secret)).status).toBe(204);
    expect(receiver.received).toMatchObject([{ event }]);
  });

  it('refuses another signature and another body', async () => {
    await using receiver = await WebhookReceiver.start();
    receiver.trust(secret);
    const other = `whsec_${Buffer.from('another of twenty-four++').toString('base64')}`;
    expect((await post(receiver.url, other)).status).toBe(400);
    expect((await post(receiver.url, secret, body.replace('-07-', '-08-'))).status).toBe(400);
    expect(receiver).toMatchObject({ received: [], rejected: 2 });
  });

  it('asks for another attempt while it does not know its secret', async () => {
    await using receiver = await WebhookReceiver.start();
    expect((await post(receiver.url, secret)).status).toBe(503);
  });

  it('listens on loopback only', async () => {
    await using receiver = await WebhookReceiver.start();
    expect(new URL(receiver.url).hostname).toBe('127.0.0.1');
  });
});
