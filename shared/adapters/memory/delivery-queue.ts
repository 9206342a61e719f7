import type { DeliveryQueue, Wake } from '#shared/application/ports.ts';

export const memoryDeliveryQueue = (): DeliveryQueue & { readonly queued: Wake[] } => {
  const queued: Wake[] = [];
  return {
    queued,
    wake: async (wakes) => {
      queued.push(...wakes);
    },
  };
};
