import { readFile, writeFile } from 'node:fs/promises';
import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { clientConfig } from '../../../infra/local/endpoint.ts';
import { findingsIn } from '../../support/log-search.ts';

/** Every line that the functions have logged. */
const linesOfFunctions = async (endpointUrl: string): Promise<readonly string[]> => {
  const client = new CloudWatchLogsClient(clientConfig(endpointUrl));
  const lines: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName } of logGroups) {
      for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName })) {
        lines.push(...events.flatMap(({ message = '' }) => message.split('\n')));
      }
    }
  }
  return lines;
};

/** What the emulator repeats of them among its own lines. */
const linesIn = async (log: string): Promise<readonly string[]> =>
  (await readFile(log, 'utf8')).split('\n').filter((line) => line.startsWith('{'));

/**
 * Keeps all that the functions have logged in a file, and searches it.
 * @throws Error where it holds what no log may, or where there is nothing to search
 */
export const searchFunctionLogs = async (where: {
  readonly endpointUrl: string;
  /** What the emulator has said. */
  readonly emulatorLog: string;
  /** Where to keep the lines. */
  readonly file: string;
}): Promise<void> => {
  const logged = await linesOfFunctions(where.endpointUrl);
  const lines = [...logged, ...(await linesIn(where.emulatorLog))];
  await writeFile(where.file, lines.join('\n'));
  if (!logged.some((line) => line.startsWith('{'))) {
    throw new Error('No function has logged a line: there was nothing to search.');
  }
  const found = lines.flatMap((line) =>
    findingsIn(line).map((finding) => `${finding}\n  in ${line.slice(0, 600)}`),
  );
  if (found.length > 0) {
    const first = found.slice(0, 5).join('\n');
    throw new Error(`${found.length} log lines of functions hold what no log may:\n${first}`);
  }
};
