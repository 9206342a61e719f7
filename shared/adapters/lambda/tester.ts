import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type Tester, UnavailableError } from '#shared/application/ports.ts';
import { deliveryAnswer } from '#shared/contracts/delivery-answer.ts';
import { reach } from '../aws-errors.ts';

const attempt = deliveryAnswer.shape.attempts.element;

/** Tests made by the function that makes every other delivery, so that they go the same way. */
export const lambdaTester = (dependencies: {
  readonly client: LambdaClient;
  /** Takes `{test: …}` and answers with the attempt. */
  readonly functionName: string;
}): Tester => ({
  attempt: async (test) => {
    const { client, functionName } = dependencies;
    const request = new InvokeCommand({
      FunctionName: functionName,
      Payload: JSON.stringify({ test }),
    });
    const { FunctionError, Payload } = await reach('Lambda', () => client.send(request));
    if (FunctionError !== undefined) {
      throw new UnavailableError(`The test was not made: ${FunctionError}`);
    }
    return attempt.parse(JSON.parse(Buffer.from(Payload ?? []).toString()));
  },
});
