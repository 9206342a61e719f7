import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryGivenReminders } from '#shared/adapters/memory/given-reminders.ts';
import { givenRemindersContract } from './given-reminders.contract.ts';
import { now } from './samples.ts';

givenRemindersContract('memory', async () => {
  const deliveries = memoryDeliveries({ clock: virtualClock(now) });
  return { deliveries, reminders: memoryGivenReminders({ deliveries }) };
});
