import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { reasonOf } from '../local/problem.ts';
import { type FailedRecords, failedKeys, forget, readFailed } from './failed-records.ts';

export interface HandedOver {
  readonly taken: number;
  /** By key, why the rest was not. */
  readonly notTaken: Readonly<Record<string, string>>;
}

/** Gives what lies in the failures bucket to its function again, oldest first, and forgets what was taken. */
export const handOver = async (
  { s3, lambda }: { readonly s3: S3Client; readonly lambda: LambdaClient },
  where: { readonly bucket: string; readonly functionOf: (folder: string) => string },
): Promise<HandedOver> => {
  const { bucket, functionOf } = where;
  const notTaken: Record<string, string> = {};
  let taken = 0;
  for (const key of await failedKeys(s3, bucket)) {
    try {
      const failed = await readFailed(s3, { bucket, key }, functionOf);
      await invoke(lambda, failed);
      await forget(s3, bucket, failed);
      taken += 1;
    } catch (error) {
      notTaken[key] = reasonOf(error);
    }
  }
  return { taken, notTaken };
};

const answer = z.object({ batchItemFailures: z.array(z.unknown()) });

const invoke = async (
  lambda: LambdaClient,
  { functionName, payload }: FailedRecords,
): Promise<void> => {
  const request = new InvokeCommand({ FunctionName: functionName, Payload: payload });
  const { FunctionError, Payload } = await lambda.send(request);
  const said = Buffer.from(Payload ?? []).toString();
  if (FunctionError !== undefined) throw new Error(said);
  const { length } = answer.parse(JSON.parse(said)).batchItemFailures;
  if (length > 0) throw new Error('It failed again: see the log of its function.');
};
