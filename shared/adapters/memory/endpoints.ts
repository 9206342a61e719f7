import type { Endpoints } from '#shared/application/ports.ts';
import { type Endpoint, healthy } from '#shared/domain/endpoint.ts';
import type { Instant } from '#shared/domain/instant.ts';

interface Row {
  /** None before a worker has left it. */
  readonly endpoint?: Endpoint;
  readonly lease?: { readonly worker: string; readonly until: Instant };
  /** Told to the worker who has the lease. */
  readonly more: boolean;
  readonly wakeAt?: Instant;
}

export const memoryEndpoints = (): Endpoints => {
  const rows = new Map<string, Row>();

  const standing = (subscriptionId: string): Row => rows.get(subscriptionId) ?? { more: false };

  return {
    acquire: async ({ subscriptionId, worker, now, until }) => {
      const row = standing(subscriptionId);
      if (row.lease !== undefined && row.lease.worker !== worker && row.lease.until > now) {
        rows.set(subscriptionId, { ...row, more: true });
        return undefined;
      }
      rows.set(subscriptionId, { ...row, lease: { worker, until }, wakeAt: until });
      return row.endpoint ?? { subscriptionId, health: healthy };
    },

    release: async (endpoint, { worker, wakeAt }) => {
      const { subscriptionId } = endpoint;
      const row = standing(subscriptionId);
      if (row.lease?.worker !== worker) return true;
      const left = { endpoint, more: false, ...(wakeAt !== undefined && { wakeAt }) };
      rows.set(subscriptionId, row.more ? { ...row, endpoint, more: false } : left);
      return !row.more;
    },

    read: async (subscriptionId) => rows.get(subscriptionId)?.endpoint,

    due: async ({ until, limit }) =>
      [...rows]
        .flatMap(([subscriptionId, { wakeAt }]) =>
          wakeAt !== undefined && wakeAt <= until ? [{ subscriptionId, wakeAt }] : [],
        )
        .toSorted((a, b) => (a.wakeAt < b.wakeAt ? -1 : 1))
        .slice(0, limit)
        .map(({ subscriptionId }) => subscriptionId),

    forget: async (subscriptionId) => {
      rows.delete(subscriptionId);
    },
  };
};
