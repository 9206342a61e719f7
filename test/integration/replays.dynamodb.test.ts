import { readReceipt } from '#shared/adapters/dynamodb/receipts.ts';
import { dynamoReplays } from '#shared/adapters/dynamodb/replays.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { replaysContract } from './replays.contract.ts';
import { now } from './samples.ts';

const stores = emulatorStores();

replaysContract('DynamoDB', async () => {
  const { client, nameOf } = await stores();
  const clock = virtualClock(now);
  const idempotencyTable = nameOf('idempotency');
  return {
    replays: dynamoReplays({
      client,
      clock,
      idempotencyTable,
      deliveriesTable: nameOf('deliveries'),
    }),
    receipt: (receiptId) => readReceipt(client, idempotencyTable, receiptId, clock),
  };
});
