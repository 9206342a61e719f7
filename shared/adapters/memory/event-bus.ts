import type { EventBus } from '#shared/application/ports.ts';
import type { CloudEvent } from '#shared/domain/events.ts';

/** A bus that keeps what was put on it, in order. */
export const memoryEventBus = (): EventBus & { readonly events: readonly CloudEvent[] } => {
  const events: CloudEvent[] = [];
  return {
    events,
    publish: async (published) => {
      events.push(...published);
    },
  };
};
