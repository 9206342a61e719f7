import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { ConflictError, ReceiptExistsError, UnavailableError } from '#shared/application/ports.ts';

/** What a write is about: decides the error when it is not allowed. */
export type Subject = 'receipt' | 'other';

const conflicts = new Set(['ConditionalCheckFailed', 'TransactionConflict']);
const throttles = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded']);

/** A cancelled transaction in our words; a reason stands at the place of its write. */
export const cancelled = (
  subjects: readonly Subject[],
  reasons: readonly CancellationReason[],
  cause: Error,
): Error => {
  const codes = reasons.map(({ Code }) => Code ?? 'None');
  // A twin with the same key has written: that the document moved on is only its consequence.
  if (codes.some((code, at) => code === 'ConditionalCheckFailed' && subjects[at] === 'receipt')) {
    return new ReceiptExistsError('A receipt with this id exists', { cause });
  }
  if (codes.some((code) => conflicts.has(code))) {
    return new ConflictError(`Another write came first: ${codes.join(', ')}`, { cause });
  }
  if (codes.some((code) => throttles.has(code))) {
    return new UnavailableError('DynamoDB throttles', { cause });
  }
  return cause;
};
