import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { handOver } from '../../../infra/operations/hand-over.ts';

const [s3, lambda] = [mockClient(S3Client), mockClient(LambdaClient)];
const clients = {
  s3: new S3Client({ region: 'eu-north-1' }),
  lambda: new LambdaClient({ region: 'eu-north-1' }),
};

afterEach(() => {
  s3.reset();
  lambda.reset();
});

const poison = (n: number) => ({ reason: 'ZodError: no title', record: { n } });
const batch = (arn: string, ...records: readonly number[]) => ({
  requestContext: { functionArn: arn, condition: 'RetryAttemptsExhausted' },
  payload: JSON.stringify({ Records: records.map((n) => ({ n })) }),
});

/** Objects by key, in the order in which they were put. */
const bucketOf = (objects: Readonly<Record<string, unknown>>) => {
  const keys = Object.keys(objects);
  s3.on(ListObjectsV2Command).callsFake(({ Prefix }) => ({
    Contents: keys
      .filter((Key) => Key.startsWith(Prefix))
      .map((Key) => ({ Key, LastModified: new Date(keys.indexOf(Key)) })),
  }));
  s3.on(GetObjectCommand).callsFake(({ Key }) => ({
    Body: { transformToString: async () => JSON.stringify(objects[Key]) },
    VersionId: `version of ${Key}`,
  }));
  s3.on(DeleteObjectCommand).resolves({});
};

/** Answers each invocation with what its payload calls for. */
const answering = (answer: (payload: string) => object) =>
  lambda.on(InvokeCommand).callsFake(({ Payload }) => {
    const { FunctionError, ...said } = Object(answer(Payload));
    return { FunctionError, Payload: Buffer.from(JSON.stringify(said)) };
  });

const taken = { batchItemFailures: [] };
const run = () =>
  handOver(clients, { bucket: 'failures', functionOf: (folder) => `Ikraft-${folder}` });

const invoked = () =>
  lambda.commandCalls(InvokeCommand).map(({ args }) => ({
    name: args[0].input.FunctionName,
    records: JSON.parse(String(args[0].input.Payload)).Records,
  }));
const deleted = () =>
  s3
    .commandCalls(DeleteObjectCommand)
    .map(({ args: [{ input }] }) => ({ key: input.Key, version: input.VersionId }));

describe('what lies in the failures bucket', () => {
  it('is given to its function again, oldest first, and forgotten in the version that was taken', async () => {
    bucketOf({
      'poison/relay-events/2.json': poison(2),
      'aws/lambda/mapping/a': batch('arn:plan-wakeups', 3, 4),
      'poison/plan-wakeups/1.json': poison(1),
    });
    answering(() => taken);
    expect(await run()).toEqual({ taken: 3, notTaken: {} });
    expect(invoked()).toEqual([
      { name: 'Ikraft-relay-events', records: [{ n: 2 }] },
      { name: 'arn:plan-wakeups', records: [{ n: 3 }, { n: 4 }] },
      { name: 'Ikraft-plan-wakeups', records: [{ n: 1 }] },
    ]);
    expect(deleted()).toContainEqual({
      key: 'aws/lambda/mapping/a',
      version: 'version of aws/lambda/mapping/a',
    });
  });

  it('stays where the function fails, or gives it back, or nobody can read it', async () => {
    bucketOf({
      'aws/lambda/mapping/a': batch('arn:relay-events', 1),
      'aws/lambda/mapping/b': batch('arn:relay-events', 2),
      'aws/lambda/mapping/c': { other: 'thing' },
      'aws/lambda/mapping/d': batch('arn:relay-events', 4),
    });
    answering((payload) =>
      payload.includes('1')
        ? { FunctionError: 'Unhandled', errorMessage: 'Task timed out' }
        : { batchItemFailures: payload.includes('2') ? [{ itemIdentifier: '2' }] : [] },
    );
    expect(await run()).toEqual({
      taken: 1,
      notTaken: {
        'aws/lambda/mapping/a': '{"errorMessage":"Task timed out"}',
        'aws/lambda/mapping/b': 'It failed again: see the log of its function.',
        'aws/lambda/mapping/c': expect.stringContaining('requestContext'),
      },
    });
    expect(deleted().map(({ key }) => key)).toEqual(['aws/lambda/mapping/d']);
  });
});
