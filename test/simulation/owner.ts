import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { keyMaker } from '#shared/adapters/webhook/keys.ts';
import {
  changeSubscription,
  type SubscriptionChanges,
} from '#shared/application/change-subscription.ts';
import { deleteSubscription } from '#shared/application/delete-subscription.ts';
import { redeliver } from '#shared/application/redeliver.ts';
import { rotateSecret } from '#shared/application/rotate-secret.ts';
import { startReplay } from '#shared/application/start-replay.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Replay, ReplayScope } from '#shared/domain/replay.ts';
import { type DeliveryWorld, idOf } from './delivery-world.ts';

/** What the owner of a subscription asks for, as the API does it. */
export const ownerOf = (world: DeliveryWorld, number: number) => {
  const dependencies = {
    ...world,
    secrets: memorySecretBox,
    keys: keyMaker,
    targetFault: () => undefined,
  };
  const which = { subscriptionId: idOf(number), reach: 'all' } as const;
  const change = (changes: SubscriptionChanges) =>
    changeSubscription(dependencies, { ...which, changes });
  return {
    change,
    enable: () => change({ state: 'enabled' }),
    disable: () => change({ state: 'disabled' }),
    remove: () => deleteSubscription(dependencies, which),
    rotate: (overlapSeconds: number) => rotateSecret(dependencies, { ...which, overlapSeconds }),
    redeliver: (deliveryId: string) => redeliver(dependencies, { ...which, deliveryId }),
    replay: (only: ReplayScope, since: Instant): Promise<Replay> =>
      startReplay(dependencies, { ...which, only, since }),
  };
};
