import { createHmac, createSecretKey, type KeyObject, sign } from 'node:crypto';
import type { SignWebhook } from '#shared/application/ports.ts';
import { privateKeyIn } from './keys.ts';

/** Standard Webhooks (standardwebhooks.com): `v1` is HMAC-SHA256, `v1a` is ed25519 over the same content. */
export const signWebhook: SignWebhook = ({ id, timestamp, body, keys }) => {
  const content = Buffer.from(`${id}.${Math.floor(Date.parse(timestamp) / 1000)}.${body}`);
  return keys.map((key) => signature(keyOf(key), content)).join(' ');
};

const signature = (key: KeyObject, content: Buffer): string =>
  key.type === 'secret'
    ? `v1,${createHmac('sha256', key).update(content).digest('base64')}`
    : `v1a,${sign(null, content, key).toString('base64')}`;

const read = new Map<string, KeyObject>();

/** To read a key takes several times as long as to sign with it: the latest ones stay read. */
const keyOf = (key: string): KeyObject => {
  const known = read.get(key);
  if (known !== undefined) return known;
  const fresh =
    privateKeyIn(key) ?? createSecretKey(Buffer.from(key.slice('whsec_'.length), 'base64'));
  if (read.size >= 1000) read.clear();
  read.set(key, fresh);
  return fresh;
};
