import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { line, step } from '../local/console.ts';
import { Problem } from '../local/problem.ts';
import { outputNames } from '../output-names.ts';
import { outputsOf } from './outputs.ts';
import { beginPass, followPass, latestPass, reportOf } from './reconcile-pass.ts';
import { restoreFiles } from './restore/files.ts';
import { type RestoreOptions, readRestoreOptions, usage } from './restore/options.ts';
import { pause, pipelineOf, resume } from './restore/pause.ts';
import { dropRestored, readable, restoredTable } from './restore/point-in-time.ts';
import { type Counts, putBack } from './restore/put-back.ts';
import { layouts, restorable, type TableName } from './restore/tables.ts';
import { toldOf } from './restore/told.ts';

interface Restoring {
  readonly options: RestoreOptions;
  readonly output: (name: string) => string;
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
}

const restore = async (options: RestoreOptions): Promise<void> => {
  const { aws, stackName, dryRun } = options;
  const cloudformation = new CloudFormationClient(aws);
  const lambda = new LambdaClient(aws);
  const output = await outputsOf(stackName, cloudformation);
  const pipeline = await pipelineOf(cloudformation, stackName);
  const goOn = () => step('The pipeline runs again', () => resume(lambda, pipeline));
  if (options.resume) return goOn();

  const restoring = { options, output, dynamodb: new DynamoDBClient(aws), lambda };
  const sources = await sourcesOf(restoring);
  if (dryRun) return compare(restoring, sources);

  await step('The pipeline stands still', () => pause(lambda, pipeline)).catch(stayPaused);
  await compare(restoring, sources).catch(stayPaused);
  await goOn().catch(stayPaused);
  await reconcile(restoring);
  for (const [table, name] of sources) {
    if (options.from[table] === undefined) await dropRestored(restoring.dynamodb, name);
  }
};

/** Tables with the state of then, in the order in which they are gone through. */
const sourcesOf = async ({
  options: { to, tables, from },
  output,
  dynamodb,
}: Restoring): Promise<ReadonlyMap<TableName, string>> => {
  await readable(dynamodb, from);
  const sources = new Map<TableName, string>();
  for (const table of restorable.filter((one) => tables.includes(one))) {
    const given = from[table];
    const source = () => output(layouts[table].output);
    const name =
      given ??
      (await step(`${table} as of ${to.toISOString()}`, (progress) =>
        restoredTable(dynamodb, { table: source(), to }, { progress }),
      ));
    sources.set(table, name);
  }
  return sources;
};

const compare = async (
  { options, output, dynamodb }: Restoring,
  sources: ReadonlyMap<TableName, string>,
): Promise<void> => {
  const { overwrite, documents, dryRun, to, aws } = options;
  const eventsTable = output(layouts.events.output);
  for (const [table, from] of sources) {
    const counts = await step(table, (progress) =>
      putBack(dynamodb, {
        table,
        from,
        to: output(layouts[table].output),
        overwrite,
        documents,
        dryRun,
        told: (documentId) => toldOf(dynamodb, eventsTable, documentId),
        progress: (items) => progress(String(items)),
      }),
    );
    line(`  ${inWords(counts, dryRun)}`);
  }
  const past = sources.get('documents');
  const where = {
    bucket: output('FilesBucketName'),
    documentsTables: [...(past ? [past] : []), output(layouts.documents.output)],
  };
  const clients = { s3: new S3Client(aws), dynamodb };
  const { undeleted, gone } = await step('files', () =>
    restoreFiles(clients, where, { to, dryRun }),
  );
  line(`  ${dryRun ? 'would be ' : ''}undeleted ${undeleted}, gone for good ${gone.length}`);
  for (const file of gone) line(`  gone: ${file}`);
  if (!dryRun) return;
  line('Nothing was put back. Without --dry-run, these tables spare the wait:');
  line([...sources].map(([table, name]) => `--from ${table}=${name}`).join(' '));
};

const words: Readonly<Record<string, string>> = {
  missing: 'put back',
  overwritten: 'overwritten',
  kept: 'differ and stay',
  same: 'as they were',
  erased: 'erased since, left out',
  expired: 'forgotten by now, left out',
  'written since': 'written by somebody meanwhile, left as they are',
};

const inWords = (counts: Counts, dryRun: boolean): string => {
  const said = Object.entries(words).flatMap(([verdict, word]) => {
    const count = counts[verdict] ?? 0;
    const isDone = verdict === 'missing' || verdict === 'overwritten';
    return count > 0 ? `${count} ${dryRun && isDone ? 'to be ' : ''}${word}` : [];
  });
  return said.join(', ') || 'nothing there then';
};

/** Every document is derived anew from its decisions, those recorded since too. */
const reconcile = async ({ output, lambda }: Restoring): Promise<void> => {
  const reconciler = { lambda, functionName: output(outputNames.functionName('reconcile')) };
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

const stayPaused = (cause: unknown): never => {
  const said = cause instanceof Problem ? cause.message : String(cause);
  throw new Problem(
    `${said}\nThe pipeline stands still. Run the command again, or npm run restore -- --resume to let it go on.`,
    { cause },
  );
};

try {
  const options = readRestoreOptions(process.argv.slice(2), new Date());
  if (options.help) line(usage);
  else await restore(options);
} catch (error) {
  const said = error instanceof Problem ? error.message : error instanceof Error && error.stack;
  process.stderr.write(`${said || String(error)}\n`);
  process.exitCode = 1;
}
