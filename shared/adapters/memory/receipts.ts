import { type Clock, type Receipt, ReceiptExistsError } from '#shared/application/ports.ts';

/** Receipts, forgotten once they have expired. One store may serve several ports. */
export interface MemoryReceipts {
  get(receiptId: string): Receipt | undefined;
  /** @throws ReceiptExistsError */
  check(receipt: Receipt | undefined): void;
  put(receipt: Receipt | undefined): void;
}

export const memoryReceipts = (clock: Clock): MemoryReceipts => {
  const receipts = new Map<string, Receipt>();
  const get = (receiptId: string) => {
    const receipt = receipts.get(receiptId);
    return receipt !== undefined && receipt.expiresAt > clock.now() ? receipt : undefined;
  };
  return {
    get,
    check: (receipt) => {
      if (receipt !== undefined && get(receipt.receiptId) !== undefined) {
        throw new ReceiptExistsError(`Receipt ${receipt.receiptId} exists`);
      }
    },
    put: (receipt) => {
      if (receipt !== undefined) receipts.set(receipt.receiptId, receipt);
    },
  };
};
