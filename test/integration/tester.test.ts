import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { lambdaTester } from '#shared/adapters/lambda/tester.ts';
import { UnavailableError } from '#shared/application/ports.ts';

const lambda = mockClient(LambdaClient);

afterEach(() => {
  lambda.reset();
});

const tester = lambdaTester({
  client: new LambdaClient({ region: 'eu-north-1' }),
  functionName: 'deliver',
});

const test = {
  subscriptionId: '01890000-0000-7000-8000-000000000001',
  deliveryId: '20260701T080000000Z-test',
};

const answering = (payload: unknown, FunctionError?: string) =>
  lambda.on(InvokeCommand).resolves({
    Payload: Object.assign(Buffer.from(JSON.stringify(payload)), {
      transformToString: () => JSON.stringify(payload),
    }),
    ...(FunctionError !== undefined && { FunctionError }),
  });

describe('a test made by the function that delivers', () => {
  it.each([
    { at: '2026-07-01T08:00:00.000Z', status: 204, durationMs: 12 },
    { at: '2026-07-01T08:00:00.000Z', durationMs: 15_000, error: 'timeout' },
  ])('is asked for once, waited for, and answered with its attempt: %j', async (attempt) => {
    answering(attempt);
    expect(await tester.attempt(test)).toEqual(attempt);
    const [call, ...others] = lambda.commandCalls(InvokeCommand);
    expect(others).toEqual([]);
    const { FunctionName, Payload, InvocationType } = call?.args[0].input ?? {};
    expect({ FunctionName, InvocationType }).toEqual({ FunctionName: 'deliver' });
    expect(JSON.parse(String(Payload))).toEqual({ test });
  });

  it('may be made later where the function failed', async () => {
    answering({ errorMessage: 'Task timed out' }, 'Unhandled');
    await expect(tester.attempt(test)).rejects.toThrow(UnavailableError);
  });

  it('may be made later where too many functions run', async () => {
    lambda
      .on(InvokeCommand)
      .rejects(new TooManyRequestsException({ $metadata: {}, message: 'Rate exceeded' }));
    await expect(tester.attempt(test)).rejects.toThrow(UnavailableError);
  });

  it('is wired wrongly where the answer is no attempt', async () => {
    answering({ batchItemFailures: [] });
    await expect(tester.attempt(test)).rejects.not.toThrow(UnavailableError);
  });
});
