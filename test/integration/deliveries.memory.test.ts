import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryReceipts } from '#shared/adapters/memory/receipts.ts';
import { deliveriesContract } from './deliveries.contract.ts';
import { deliveryListContract } from './delivery-list.contract.ts';
import { now } from './samples.ts';

const create = async () => {
  const clock = virtualClock(now);
  const receipts = memoryReceipts(clock);
  return {
    deliveries: memoryDeliveries({ clock, receipts }),
    receipt: async (receiptId: string) => receipts.get(receiptId),
  };
};

deliveriesContract('memory', create);
deliveryListContract('memory', async () => (await create()).deliveries);
