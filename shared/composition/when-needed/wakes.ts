import type { DeliveryQueue } from '#shared/application/ports.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { lazily } from '../lazily.ts';

/** Wakes the workers that deliver, where most invocations have nobody to wake. */
export const wakesWhenNeeded = (): DeliveryQueue => {
  const queueUrl = requireEnv(env.deliveryQueueUrl);
  const load = lazily(async () => (await import('../delivery-queue.ts')).wakes(queueUrl));
  return { wake: async (wakes) => (await load()).wake(wakes) };
};
