import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { now } from './samples.ts';
import { subscriptionsContract } from './subscriptions.contract.ts';

subscriptionsContract('memory', async () => {
  const clock = virtualClock(now);
  return { clock, subscriptions: memorySubscriptions({ clock }) };
});
