import * as z from 'zod';
import { commandOptions } from '../../local/command-options.ts';
import { Problem } from '../../local/problem.ts';
import { restorable, type TableName, usualTables } from './tables.ts';

export interface RestoreOptions {
  readonly help: boolean;
  /** Lets a pipeline run again that an interrupted restore has stopped, and does nothing else. */
  readonly resume: boolean;
  /** The instant whose state is put back. */
  readonly to: Date;
  readonly tables: readonly TableName[];
  /** Tables that hold that state already, by the table that they are of. */
  readonly from: Readonly<Partial<Record<TableName, string>>>;
  /** Puts documents back as they were also where they are there and differ. */
  readonly overwrite: boolean;
  /** These documents alone; all where none is named. */
  readonly documents: readonly string[];
  /** Says what would be put back, and puts nothing back. */
  readonly dryRun: boolean;
  readonly stackName: string;
  /** Where these are not stated, the AWS settings of the terminal count. */
  readonly aws: { readonly profile?: string; readonly region?: string };
}

export const usage = `Puts back what the tables held at an instant of the last 35 days and have lost since, and finds files that
were deleted. Nothing is ever taken away.

  npm run restore -- --to 2026-11-20T03:00:00Z --dry-run   what would be put back
  npm run restore -- --to 2026-11-20T03:00:00Z             puts it back, and reconciles every document

  --tables NAMES      ${usualTables.join(',')} unless stated; there are ${restorable.join(', ')}
  --overwrite         documents that are there, but differ, become as they were; decisions recorded since count
                      all the same, changes of title and the like do not
  --document ID       this document alone; may be repeated
  --from TABLE=NAME   the table NAME holds that state of TABLE already, from --dry-run or from a backup
  --resume            only lets the pipeline run again that an interrupted restore has stopped
  --stack NAME        another stack than Ikraft
  --profile NAME --region REGION    other AWS settings than the terminal's

docs/restore.md has the drill, step by step.`;

/** @throws Problem that says what can be said */
export const readRestoreOptions = (args: readonly string[], now: Date): RestoreOptions => {
  const values = parse(args);
  const { help, resume, overwrite, stack, profile, region } = values;
  const only = help || resume;
  const tables = values.tables.split(',').map((name) => tableIn('--tables', name));
  const from: RestoreOptions['from'] = Object.fromEntries(values.from.map(sourceIn));
  for (const name of restorable) {
    if (from[name] !== undefined && !tables.includes(name)) {
      throw new Problem(`--from ${name}=…: state ${name} in --tables too, or it is left as it is.`);
    }
  }
  const isMade = tables.some((name) => from[name] === undefined);
  return {
    help,
    resume,
    to: only ? now : instantIn(values.to, { now, isMade }),
    tables,
    from,
    overwrite,
    documents: values.document.map(documentIn),
    dryRun: values['dry-run'],
    stackName: stack,
    aws: { ...(profile !== undefined && { profile }), ...(region !== undefined && { region }) },
  };
};

const days = 35;
const instant = z.iso.datetime({ offset: true });

/** A copy of a table, from a vault, may be of any time; to make one of the table itself has its limit. */
const instantIn = (
  text: string | undefined,
  { now, isMade }: { readonly now: Date; readonly isMade: boolean },
): Date => {
  const example = 'such as --to 2026-11-20T03:00:00Z';
  if (text === undefined) throw new Problem(`To which instant? Say it, ${example}.`);
  if (!instant.safeParse(text).success) {
    throw new Problem(`--to must be an instant with its zone, ${example}, not ${text}.`);
  }
  const to = new Date(text);
  if (to > now) throw new Problem(`--to is an instant to come: ${text}.`);
  if (isMade && now.getTime() - to.getTime() > days * 86_400_000) {
    throw new Problem(
      `Tables can be restored to the last ${days} days, and ${text} is before them. docs/restore.md tells of backups.`,
    );
  }
  return to;
};

const tableIn = (option: string, text: string): TableName => {
  const name = restorable.find((one) => one === text);
  if (name !== undefined) return name;
  throw new Problem(`${option}: there is no table ${text}. There are ${restorable.join(', ')}.`);
};

const sourceIn = (text: string): [TableName, string] => {
  const [, table, name] = /^(\w+)=([\w.-]{3,255})$/.exec(text) ?? [];
  if (table === undefined || name === undefined) {
    throw new Problem(`--from must look like documents=NAME, not ${text}.`);
  }
  return [tableIn('--from', table), name];
};

const documentIn = (text: string): string => {
  if (z.uuid().safeParse(text).success) return text;
  throw new Problem(`--document must be the id of a document, not ${text}.`);
};

const parse = (args: readonly string[]) => {
  const flag = { type: 'boolean', default: false } as const;
  const many = { type: 'string', multiple: true, default: [] } satisfies {
    type: 'string';
    multiple: true;
    default: string[];
  };
  return commandOptions('restore', args, {
    resume: flag,
    to: { type: 'string' },
    tables: { type: 'string', default: usualTables.join(',') },
    from: many,
    overwrite: flag,
    document: many,
    'dry-run': flag,
    stack: { type: 'string', default: 'Ikraft' },
    profile: { type: 'string' },
    region: { type: 'string' },
  });
};
