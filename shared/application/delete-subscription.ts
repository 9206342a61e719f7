import { getSubscription, type Reach } from './list-subscriptions.ts';
import type { Subscriptions } from './ports.ts';

/** Deletes a subscription; what is on its way to it is dropped. */
export const deleteSubscription = async (
  dependencies: { readonly subscriptions: Pick<Subscriptions, 'get' | 'delete'> },
  input: { readonly subscriptionId: string; readonly reach: Reach },
): Promise<void> => {
  const { subscriptionId } = await getSubscription(dependencies, input);
  await dependencies.subscriptions.delete(subscriptionId);
};
