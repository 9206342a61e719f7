import * as z from 'zod';
import { idInput } from '#shared/contracts/ids.ts';
import type { SubscriptionAnswer } from '#shared/contracts/subscription-answer.ts';
import type { EndpointHealth } from '#shared/domain/endpoint.ts';
import { previousKeysUntil, schemesOf } from '#shared/domain/signature.ts';
import type { Subscription } from '#shared/domain/subscription.ts';

export const subscriptionParams = z.object({ subscriptionId: idInput });

/** A subscription without its keys, with how its receiver does where that is known. */
export const answerOf = (
  subscription: Subscription,
  health?: Pick<EndpointHealth, 'failingSince' | 'pausedUntil'>,
): SubscriptionAnswer => {
  const { description, reminders, disabledReason, disabledAt, publicKey } = subscription;
  const { failingSince = subscription.failingSince, pausedUntil } = health ?? {};
  const signatures = schemesOf(subscription);
  const keysUntil = previousKeysUntil(subscription);
  return {
    subscriptionId: subscription.subscriptionId,
    organisation: subscription.organisation,
    target: subscription.target,
    filter: subscription.filter,
    ...(description !== undefined && { description }),
    recipients: subscription.recipients ?? [],
    ...(reminders !== undefined && { reminders }),
    maxPerSecond: subscription.maxPerSecond,
    ...(signatures !== undefined && { signatures }),
    ...(publicKey !== undefined && { publicKey }),
    ...(keysUntil !== undefined && { previousKeysUntil: keysUntil }),
    state: subscription.state,
    ...(disabledReason !== undefined && { disabledReason }),
    ...(disabledAt !== undefined && { disabledAt }),
    ...(failingSince !== undefined && { failingSince }),
    ...(pausedUntil !== undefined && { pausedUntil }),
    createdAt: subscription.createdAt,
    revision: subscription.revision,
  };
};
