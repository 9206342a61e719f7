import type { Clock, Deliveries } from '#shared/application/ports.ts';
import type { Delivery } from '#shared/domain/delivery.ts';
import { type Instant, shift } from '#shared/domain/instant.ts';

/** Deliveries whose index shows what was written so many milliseconds later. */
export const withLaggingIndex = (
  deliveries: Deliveries,
  { clock, milliseconds }: { readonly clock: Pick<Clock, 'now'>; readonly milliseconds: number },
): Deliveries => {
  const shownAt = new Map<string, Instant>();
  const noteWrite = ({ subscriptionId, deliveryId }: Delivery) =>
    shownAt.set(`${subscriptionId}#${deliveryId}`, shift(clock.now(), milliseconds));
  const isShown = ({ subscriptionId, deliveryId }: Delivery) =>
    (shownAt.get(`${subscriptionId}#${deliveryId}`) ?? '') <= clock.now();
  return {
    ...deliveries,
    create: async (delivery, receipt) => {
      noteWrite(delivery);
      return deliveries.create(delivery, receipt);
    },
    update: async (delivery, receipt) => {
      await deliveries.update(delivery, receipt);
      noteWrite(delivery);
    },
    waiting: async (query) => {
      const found = await deliveries.waiting({ ...query, limit: 10_000 });
      return found.filter(isShown).slice(0, query.limit);
    },
  };
};
