import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { line, step } from '../local/console.ts';
import { Problem } from '../local/problem.ts';
import { outputNames } from '../output-names.ts';
import { outputsOf } from './outputs.ts';
import { beginPass, followPass, latestPass, reportOf } from './reconcile-pass.ts';
import { type RederiveOptions, readRederiveOptions, usage } from './rederive-options.ts';

const rederive = async ({ stackName, aws }: RederiveOptions): Promise<void> => {
  const output = await outputsOf(stackName, new CloudFormationClient(aws));
  const functionName = output(outputNames.functionName('reconcile'));
  const reconciler = { lambda: new LambdaClient(aws), functionName };
  const pass = await step('Every document', async (progress) =>
    followPass(await beginPass(reconciler), () => latestPass(reconciler), {
      progress: ({ documents }) => progress(String(documents)),
      stallMs: 10 * 60_000,
      everyMs: 1_000,
    }),
  );
  for (const said of reportOf(pass)) line(said);
  if (pass.failed > 0) process.exitCode = 1;
};

try {
  const options = readRederiveOptions(process.argv.slice(2));
  if (options.help) line(usage);
  else await rederive(options);
} catch (error) {
  const said = error instanceof Problem ? error.message : error instanceof Error && error.stack;
  process.stderr.write(`${said || String(error)}\n`);
  process.exitCode = 1;
}
