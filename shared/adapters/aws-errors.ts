import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { UnavailableError } from '#shared/application/ports.ts';

type SdkError = Parameters<typeof isTransientError>[0];

// What the SDK adds to an error is optional, so every error is one of its own.
const isSdkError = (error: unknown): error is SdkError => error instanceof Error;

/** True where the same request may succeed later: throttled, failed in the service or unanswered. */
export const isPassing = (error: unknown): error is Error =>
  isSdkError(error) &&
  (isThrottlingError(error) || isTransientError(error) || isServerError(error));

/**
 * Makes a request of an AWS service. What may succeed later is thrown as `UnavailableError`; anything
 * else is wired wrongly and is thrown as it is.
 */
export const reach = async <T>(service: string, request: () => Promise<T>): Promise<T> => {
  try {
    return await request();
  } catch (error) {
    if (!isPassing(error)) throw error;
    throw new UnavailableError(`${service} is out of reach or throttles`, { cause: error });
  }
};
