import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { keyMaker } from '#shared/adapters/webhook/keys.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';

const message = { id: 'one', timestamp: '2026-06-30T22:00:00.999Z', body: '{"title":"§ 129 🏛"}' };
const seconds = '1782856800';

const publicKeyIn = (text: string) => {
  const x = Buffer.from(text.slice('whpk_'.length), 'base64').toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
};

const holds = (signature: string, publicKey: string, { id, body } = message) =>
  verify(
    null,
    Buffer.from(`${id}.${seconds}.${body}`),
    publicKeyIn(publicKey),
    Buffer.from(signature.slice('v1a,'.length), 'base64'),
  );

describe('a signature', () => {
  it('by a secret is v1, as the library of Standard Webhooks verifies it', () => {
    const secret = keyMaker.secret();
    const timestamp = new Date().toISOString();
    const signature = signWebhook({ ...message, timestamp, keys: [secret] });
    const headers = {
      'webhook-id': 'one',
      'webhook-timestamp': String(Math.floor(Date.parse(timestamp) / 1000)),
      'webhook-signature': signature,
    };
    expect(signature).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
    expect(new Webhook(secret).verify(message.body, headers)).toEqual(JSON.parse(message.body));
    const another = new Webhook(keyMaker.secret());
    expect(() => another.verify(message.body, headers)).toThrow('No matching signature');
  });

  it('by a private key is v1a, and holds for its public key, this message and no other', () => {
    const { privateKey, publicKey } = keyMaker.pair();
    const signature = signWebhook({ ...message, keys: [privateKey] });
    expect(signature).toMatch(/^v1a,[A-Za-z0-9+/]{86}==$/);
    expect(holds(signature, publicKey)).toBe(true);
    expect(holds(signature, publicKey, { ...message, body: `${message.body} ` })).toBe(false);
    expect(holds(signature, publicKey, { ...message, id: 'two' })).toBe(false);
    expect(holds(signature, keyMaker.pair().publicKey)).toBe(false);
  });

  it('is the one that other senders of Standard Webhooks make', () => {
    // The key, message and signatures of Svix's server tests (svix-server/src/worker.rs).
    const known = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: new Date(1_614_265_330_000).toISOString(),
      body: '{"test": 2432232314}',
    };
    const keys = [
      'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    ];
    expect(signWebhook({ ...known, keys })).toBe(
      'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg== ' +
        'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('is one for each key, in their order', () => {
    const keys = [keyMaker.secret(), keyMaker.pair().privateKey, keyMaker.secret()];
    const apart = keys.map((key) => signWebhook({ ...message, keys: [key] }));
    expect(signWebhook({ ...message, keys })).toBe(apart.join(' '));
  });
});

describe('a new key', () => {
  it('is a secret of 32 bytes', () => {
    const secret = keyMaker.secret();
    expect(secret).toMatch(/^whsec_/);
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
    expect(keyMaker.secret()).not.toBe(secret);
  });

  it('is a pair whose private half ends with the public one', () => {
    const { privateKey, publicKey } = keyMaker.pair();
    const bytes = Buffer.from(privateKey.slice('whsk_'.length), 'base64');
    expect(privateKey).toMatch(/^whsk_/);
    expect(bytes).toHaveLength(64);
    expect(publicKey).toBe(`whpk_${bytes.subarray(32).toString('base64')}`);
  });
});
