import { dynamoDeliveries } from '#shared/adapters/dynamodb/deliveries.ts';
import { readReceipt } from '#shared/adapters/dynamodb/receipts.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { deliveriesContract } from './deliveries.contract.ts';
import { deliveryListContract } from './delivery-list.contract.ts';
import { now } from './samples.ts';

const stores = emulatorStores();

const create = async () => {
  const { client, nameOf } = await stores();
  const clock = virtualClock(now);
  const idempotencyTable = nameOf('idempotency');
  return {
    deliveries: dynamoDeliveries({
      client,
      clock,
      idempotencyTable,
      deliveriesTable: nameOf('deliveries'),
    }),
    receipt: (receiptId: string) => readReceipt(client, idempotencyTable, receiptId, clock),
  };
};

deliveriesContract('DynamoDB', create);
deliveryListContract('DynamoDB', async () => (await create()).deliveries);
