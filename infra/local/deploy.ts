import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Progress } from './console.ts';
import { apiAddress, cdkEnvironment } from './endpoint.ts';
import type { Messages } from './messages.ts';
import { root } from './paths.ts';
import { Problem } from './problem.ts';
import { run } from './run.ts';

const outputs = z.object({
  ApiUrl: z.string(),
  UserPoolId: z.string(),
  UserPoolClientId: z.string(),
  EventBusName: z.string(),
  FilesBucketName: z.string(),
  DocumentsTableName: z.string(),
  DecisionsTableName: z.string(),
  EventsTableName: z.string(),
  SubscriptionsTableName: z.string(),
  DeliveriesTableName: z.string(),
  FeedLinksTableName: z.string(),
  IdempotencyTableName: z.string(),
});

/** What the stack says about itself. */
export type Outputs = z.infer<typeof outputs>;

export interface DeployOptions {
  readonly endpointUrl: string;
  /** For the log, the synthesised templates and the outputs. */
  readonly dir: string;
  readonly say: Messages;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
}

/** What differs from an operator's deployment: configuration, nothing else. */
const settingsFor = (endpointUrl: string) => ({
  config: 'infra/local/ikraft.config.ts',
  publicUrl: apiAddress(endpointUrl, '{apiId}'),
});

const timeoutMs = 300_000;

/** Bootstraps and deploys the stack with the CDK CLI, as an operator does. */
export const deploy = async (options: DeployOptions): Promise<Outputs> => {
  const { endpointUrl, dir, say, signal, progress } = options;
  await mkdir(dir, { recursive: true });
  const log = join(dir, 'deploy.log');
  await rm(log, { force: true });
  const cdk = async (...args: string[]) => {
    const outcome = await run('cdk', [...args, '--no-notices', '--no-color'], {
      cwd: root,
      env: cdkEnvironment(endpointUrl),
      log,
      timeoutMs,
      signal,
      onLine: (line) => progress?.(resourceIn(line) ?? `cdk ${args[0]}`),
    });
    if (!outcome.ok) throw new Problem(say.cdkFailed(args[0] ?? 'cdk', outcome.tail, log));
  };

  const assembly = join(dir, 'cdk.out');
  const file = join(dir, 'outputs.json');
  const settings = Object.entries(settingsFor(endpointUrl)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  await cdk('synth', '--quiet', '--output', assembly, ...settings);
  await cdk('bootstrap', '--app', assembly);
  // Without change sets: the emulator cannot replace one that has been carried out.
  const quietly = ['--require-approval', 'never', '--method', 'direct', '--progress', 'events'];
  await cdk('deploy', '--app', assembly, ...quietly, '--outputs-file', file);

  const stacks = z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(file, 'utf8')));
  return outputs.parse(Object.values(stacks)[0]);
};

/** `Ikraft | 15/36 | 9:58:30 PM | CREATE_COMPLETE | AWS::SQS::Queue | …` */
const resourceIn = (line: string): string | undefined => {
  const [, count, , state, type] = line.split('|').map((cell) => cell.trim());
  return state?.endsWith('COMPLETE') === true ? `${count} ${type}` : undefined;
};
