import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryReceipts } from '#shared/adapters/memory/receipts.ts';
import { memoryReplays } from '#shared/adapters/memory/replays.ts';
import { replaysContract } from './replays.contract.ts';
import { now } from './samples.ts';

replaysContract('memory', async () => {
  const clock = virtualClock(now);
  const receipts = memoryReceipts(clock);
  return {
    replays: memoryReplays({ clock, receipts }),
    receipt: async (receiptId) => receipts.get(receiptId),
  };
});
