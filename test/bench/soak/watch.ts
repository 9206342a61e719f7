import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from '../../../infra/local/endpoint.ts';
import { failedKeys } from '../../../infra/operations/failed-records.ts';
import { waitingIn } from '../../../infra/operations/move-messages.ts';
import { outputsOf } from '../../../infra/operations/outputs.ts';
import { outputNames } from '../../../infra/output-names.ts';

/** What a stack in the emulator looks like from outside. */
export interface Sight {
  /** Messages that wait: batches of events to be fanned out, and wakes of workers. */
  readonly waiting: number;
  /** Messages and stream records that were given up. */
  readonly deadLetters: number;
  /** Resident memory of the emulator, and of the functions that it runs, in MB. */
  readonly emulatorMb: number;
  readonly functionsMb: number;
  readonly largestFunctionMb: number;
}

const queues = ['uploads', 'wake-ups', 'events', 'deliveries', 'replays', 'reconciliations'];

/** Looks at the stack in the emulator of the folder. */
export const watcher = async (endpointUrl: string, dir: string): Promise<() => Promise<Sight>> => {
  const config = clientConfig(endpointUrl);
  const output = await outputsOf('Ikraft', new CloudFormationClient(config));
  const sqs = new SQSClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const count = async (urls: readonly string[]) =>
    (await Promise.all(urls.map((url) => waitingIn(sqs, url)))).reduce((sum, one) => sum + one, 0);
  return async () => {
    const kept = await failedKeys(s3, output(outputNames.failuresBucket));
    return {
      waiting: await count(queues.map((name) => output(outputNames.queueUrl(name)))),
      deadLetters:
        kept.length + (await count(queues.map((name) => output(outputNames.deadLettersUrl(name))))),
      ...(await memoryOf(Number(await readFile(join(dir, 'emulator.pid'), 'utf8')))),
    };
  };
};

const memoryOf = async (emulator: number) => {
  const { stdout } = await promisify(execFile)('ps', ['-e', '-o', 'pid=,ppid=,rss=']);
  const all = stdout
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0, kilobytes = 0]) => ({ pid, parent, mb: kilobytes / 1024 }));
  const below = (pid: number): typeof all =>
    all.filter(({ parent }) => parent === pid).flatMap((one) => [one, ...below(one.pid)]);
  const functions = below(emulator).map(({ mb }) => mb);
  return {
    emulatorMb: Math.round(all.find(({ pid }) => pid === emulator)?.mb ?? 0),
    functionsMb: Math.round(functions.reduce((sum, mb) => sum + mb, 0)),
    largestFunctionMb: Math.round(Math.max(0, ...functions)),
  };
};
