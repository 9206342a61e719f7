import { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaTester } from '#shared/adapters/lambda/tester.ts';
import { traced } from '#shared/runtime/tracer.ts';

/** Has tests attempted by the function that delivers. */
export const tester = (functionName: string) =>
  // A test is one attempt, also where its answer is lost.
  lambdaTester({ client: traced(new LambdaClient({ maxAttempts: 1 })), functionName });
