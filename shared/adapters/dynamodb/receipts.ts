import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, Receipt } from '#shared/application/ports.ts';
import { get } from './requests.ts';
import { epochSeconds } from './schemas/parts.ts';
import { storedReceipt } from './schemas/receipt.ts';
import type { ConditionalPut } from './transaction.ts';

/** Put where there is none, or one that has expired and only waits to be deleted. */
export const receiptPut = (table: string, receipt: Receipt, clock: Clock): ConditionalPut => ({
  subject: 'receipt',
  table,
  item: {
    ...storedReceipt.parse(receipt),
    ttl: epochSeconds(receipt.expiresAt),
  },
  condition: 'attribute_not_exists(receiptId) OR expiresAt <= :now',
  values: { ':now': clock.now() },
});

/** The receipt, unless it has expired. */
export const readReceipt = async (
  client: DynamoDBDocumentClient,
  table: string,
  receiptId: string,
  clock: Clock,
): Promise<Receipt | undefined> => {
  const item = await get(client, table, { receiptId });
  const receipt = storedReceipt.optional().parse(item);
  return receipt !== undefined && receipt.expiresAt > clock.now() ? receipt : undefined;
};
