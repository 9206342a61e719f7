import { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaTester } from '#shared/adapters/lambda/tester.ts';

/** Has tests attempted by the function that delivers. */
export const tester = (functionName: string) =>
  // A test is one attempt, also where its answer is lost.
  lambdaTester({ client: new LambdaClient({ maxAttempts: 1 }), functionName });
