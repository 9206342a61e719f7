import type { EventBus } from '#shared/application/ports.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { lazily } from '../lazily.ts';

/** Where events are published, for what does so only to set things right. */
export const busWhenNeeded = (): EventBus => {
  const eventBusName = requireEnv(env.eventBusName);
  const load = lazily(async () => (await import('../event-bus.ts')).eventBus(eventBusName));
  return { publish: async (events) => (await load()).publish(events) };
};
