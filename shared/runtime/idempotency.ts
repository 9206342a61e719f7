import { createHash } from 'node:crypto';
import type { Receipt } from '#shared/application/ports.ts';
import { day, type Instant, shift } from '#shared/domain/instant.ts';
import { RequestProblem } from './problem.ts';

const sha256 = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/**
 * The receipt that a request with an Idempotency-Key asks for: the key counts for one caller and one
 * address, the body by its content rather than its spaces and order.
 */
export const receiptOf = (
  key: string | undefined,
  request: {
    readonly caller: string;
    readonly method: string;
    readonly path: string;
    readonly body: unknown;
    readonly now: Instant;
  },
): Omit<Receipt, 'created'> | undefined => {
  if (key === undefined) return;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = 'Idempotency-Key is 1 to 255 printable ASCII characters without spaces.';
    throw new RequestProblem('invalid_request', message, {
      faults: [{ pointer: '/headers/idempotency-key', message }],
    });
  }
  return {
    receiptId: sha256(request.caller, request.method, request.path, key),
    bodyHash: sha256(JSON.stringify(request.body)),
    expiresAt: shift(request.now, day),
  };
};
