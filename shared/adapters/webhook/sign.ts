import { Webhook } from 'standardwebhooks';
import type { SignWebhook } from '#shared/application/ports.ts';

/** HMAC-SHA256, version `v1` of Standard Webhooks (standardwebhooks.com). */
export const signWebhook: SignWebhook = ({ id, timestamp, body, secret }) =>
  new Webhook(secret).sign(id, new Date(timestamp), body);
