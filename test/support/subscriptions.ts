import type { Subscription } from '#shared/domain/subscription.ts';

/** The secret that the memory secret box has sealed in every subscription here. */
export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** An enabled subscription to everything, with a url of its own. */
export const subscription = (number = 1, change: Partial<Subscription> = {}): Subscription => ({
  subscriptionId: `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`,
  organisation: 'alingsas',
  target: { type: 'webhook', url: `https://example.org/hooks/${number}` },
  filter: {},
  maxPerSecond: 50,
  state: 'enabled',
  sealedSecret: `sealed:${Buffer.from(secret).toString('base64')}`,
  createdAt: '2026-01-01T12:00:00.000Z',
  revision: 1,
  ...change,
});
