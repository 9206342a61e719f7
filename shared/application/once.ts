import { Refusal } from '../domain/refusal.ts';
import type { Receipt, Repository } from './ports.ts';

/** From the Idempotency-Key of a request: what the write will leave behind, less what it creates. */
export type Claim = Omit<Receipt, 'created'>;

/**
 * Does the work unless a request with this key has done it; then its answer is built anew from what
 * it created. Without a claim the work is simply done. @throws Refusal idempotency_key_reused
 */
export const once = async <Answer>(
  receipts: Pick<Repository, 'receipt'>,
  claim: Claim | undefined,
  work: () => Promise<Answer>,
  again: (created: Receipt['created']) => Promise<Answer>,
): Promise<Answer> => {
  if (claim === undefined) return work();
  const earlier = await receipts.receipt(claim.receiptId);
  if (earlier) return again(createdBySame(earlier, claim));
  try {
    return await work();
  } catch (error) {
    // Its twin may have been faster, so that the work was refused, or met a conflict, on its account.
    const twin = await receipts.receipt(claim.receiptId);
    if (twin === undefined) throw error;
    return again(createdBySame(twin, claim));
  }
};

const createdBySame = (receipt: Receipt, { bodyHash }: Claim): Receipt['created'] => {
  if (receipt.bodyHash === bodyHash) return receipt.created;
  throw new Refusal(
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request: use a new one.',
  );
};
