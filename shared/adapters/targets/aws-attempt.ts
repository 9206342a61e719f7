import type { Outcome } from '#shared/application/ports.ts';
import type { AttemptError } from '#shared/domain/delivery.ts';
import { isPassing } from '../aws-errors.ts';

/** An answer by which a service refuses what it was sent; the code is the service's. */
export class EntryRefusedError extends Error {
  readonly $fault = 'client';

  constructor(code: string) {
    super(`Refused with ${code}`);
    this.name = code;
  }
}

/**
 * Sends to a target by a service of AWS. @throws what no target is to blame for: without credentials of
 * our own nothing was attempted
 */
export const awsAttempt = async (
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<void>,
  timeoutMs = 15_000,
): Promise<Outcome> => {
  const startedAt = performance.now();
  const outcome = await send({ abortSignal: AbortSignal.timeout(timeoutMs) }).then(
    () => ({}),
    (error: unknown) => ({ error: attemptErrorOf(error) }),
  );
  return { ...outcome, durationMs: Math.round(performance.now() - startedAt) };
};

/** By the names that services give their errors; the first that fits. */
const words: readonly (readonly [RegExp, AttemptError])[] = [
  [/^(Abort|Timeout)|RequestTimeout/, 'timeout'],
  [/Thrott|TooManyRequests|RequestLimit/, 'throttled'],
  // A queue may be encrypted with a key that is not for us.
  [/AccessDenied|NotAuthorized|InvalidSecurity|InvalidAccount|^Kms/, 'access_denied'],
  [/NotFound|NotExist|NonExistent|QueueDeletedRecently|InvalidAddress/, 'target_not_found'],
  [/^Internal|Unavailable/, 'unavailable'],
];

const attemptErrorOf = (error: unknown): AttemptError => {
  if (!(error instanceof Error)) throw error;
  const word = words.find(([names]) => names.test(error.name))?.[1];
  if (word !== undefined) return word;
  if (isPassing(error)) return 'unavailable';
  // Without a fault of either side it is no answer of the service.
  if ('$fault' in error) return 'refused';
  throw error;
};
