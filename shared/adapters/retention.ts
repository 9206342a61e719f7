import { type Delivery, deliveryRetentionDays } from '#shared/domain/delivery.ts';
import { day, type Instant, shift } from '#shared/domain/instant.ts';

/** A delivery is forgotten then. One that is asked for again begins anew, so that none is lost while it waits. */
export const keptUntil = ({ openedAt }: Pick<Delivery, 'openedAt'>): Instant =>
  shift(openedAt, deliveryRetentionDays * day);
