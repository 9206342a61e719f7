import type { Delivery, DeliveryQueue } from '#shared/application/ports.ts';

export const memoryDeliveryQueue = (): DeliveryQueue & { readonly queued: readonly Delivery[] } => {
  const queued: Delivery[] = [];
  return {
    queued,
    enqueue: async (deliveries) => {
      queued.push(...deliveries);
    },
  };
};
