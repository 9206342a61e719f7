import { sign } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { SignWebhook } from '#shared/application/ports.ts';
import { privateKeyIn } from './keys.ts';

/** Standard Webhooks (standardwebhooks.com): `v1` is HMAC-SHA256, `v1a` is ed25519 over the same content. */
export const signWebhook: SignWebhook = ({ id, timestamp, body, keys }) => {
  const at = new Date(timestamp);
  const content = `${id}.${Math.floor(at.getTime() / 1000)}.${body}`;
  return keys
    .map((key) => {
      const privateKey = privateKeyIn(key);
      if (privateKey === undefined) return new Webhook(key).sign(id, at, body);
      return `v1a,${sign(null, Buffer.from(content), privateKey).toString('base64')}`;
    })
    .join(' ');
};
