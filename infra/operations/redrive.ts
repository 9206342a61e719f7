import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { line } from '../local/console.ts';
import { Problem } from '../local/problem.ts';
import { outputNames } from '../output-names.ts';
import { failedKeys } from './failed-records.ts';
import { handOver } from './hand-over.ts';
import { moveMessages, waitingIn } from './move-messages.ts';
import { outputsOf } from './outputs.ts';
import { type RedriveOptions, readRedriveOptions, type Source, usage } from './redrive-options.ts';

type Outputs = Awaited<ReturnType<typeof outputsOf>>;

const queue = async (source: Source, output: Outputs, dryRun: boolean): Promise<string> => {
  const client = new SQSClient();
  const from = output(outputNames.deadLettersUrl(source));
  const there = await waitingIn(client, from);
  if (dryRun || there === 0) return `${there} dead letters`;
  const to = output(outputNames.queueUrl(source));
  const moved = await moveMessages(client, { from, to, atMost: there });
  return `${moved} of ${there} dead letters are back in their queue`;
};

const streams = async (output: Outputs, dryRun: boolean): Promise<string> => {
  const s3 = new S3Client();
  const bucket = output(outputNames.failuresBucket);
  const { length: there } = await failedKeys(s3, bucket);
  if (dryRun || there === 0) return `${there} batches or records`;
  const functionOf = (folder: string) => output(outputNames.functionName(folder));
  const clients = { s3, lambda: new LambdaClient() };
  const { taken, notTaken } = await handOver(clients, { bucket, functionOf });
  for (const [key, why] of Object.entries(notTaken)) line(`${key} was not taken: ${why}`);
  const { length: left } = await failedKeys(s3, bucket);
  return `${taken} of ${there} batches or records were taken; there now: ${left}`;
};

const redrive = async ({ stackName, from, dryRun }: RedriveOptions): Promise<void> => {
  const output = await outputsOf(stackName);
  for (const source of from) {
    const outcome =
      source === 'streams' ? await streams(output, dryRun) : await queue(source, output, dryRun);
    line(`${source}: ${outcome}.`);
  }
};

try {
  const options = readRedriveOptions(process.argv.slice(2));
  if (options.help) line(usage);
  else await redrive(options);
} catch (error) {
  const said = error instanceof Problem ? error.message : error instanceof Error && error.stack;
  process.stderr.write(`${said || String(error)}\n`);
  process.exitCode = 1;
}
