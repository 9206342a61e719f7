import { type EndpointHealth, isPaused, renewed } from '../domain/endpoint.ts';
import type { Subscription } from '../domain/subscription.ts';
import { getSubscription, type OneSubscription } from './list-subscriptions.ts';
import type { Clock, Endpoints, Subscriptions } from './ports.ts';

export interface ReadSubscriptionDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get'>;
  readonly endpoints: Pick<Endpoints, 'read'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A subscription, and how its receiver does: since when it fails, until when it is left alone. @throws Refusal */
export const readSubscription = async (
  dependencies: ReadSubscriptionDependencies,
  which: OneSubscription,
): Promise<{
  readonly subscription: Subscription;
  readonly health: Pick<EndpointHealth, 'failingSince' | 'pausedUntil'>;
}> => {
  const { endpoints, clock } = dependencies;
  const subscription = await getSubscription(dependencies, which);
  const endpoint = await endpoints.read(subscription.subscriptionId);
  if (endpoint === undefined || subscription.state === 'disabled') {
    return { subscription, health: {} };
  }
  const { health } = renewed(endpoint, subscription.renewedAt);
  const { failingSince, pausedUntil } = health;
  return {
    subscription,
    health: {
      ...(failingSince !== undefined && { failingSince }),
      ...(pausedUntil !== undefined && isPaused(health, clock.now()) && { pausedUntil }),
    },
  };
};
