import type { Node } from 'constructs';
import * as z from 'zod';
import { type Config, configSchema, settingNames } from './config.ts';

/** A setting that is not valid. The message says which, and what is. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export interface Installation {
  readonly stackName: string;
  readonly config: Config;
}

/** Words after -c that are no settings: another file of installations, and one of those in it. */
const choices = ['config', 'installation'];

const installations = z.record(z.string(), z.unknown());

/**
 * The installation that is asked for with `-c installation=<name>`, production unless another is, as the
 * operator's file states it. @throws ConfigError
 */
export const readInstallation = (node: Node, file: unknown): Installation => {
  const { data: stated } = installations.safeParse(file);
  if (stated === undefined) {
    throw new ConfigError('The file must export default defineConfig({ production: { … } }).');
  }
  const names = Object.keys(stated);
  const wrong = names.find((name) => !/^[A-Za-z][A-Za-z0-9]{0,29}$/.test(name));
  if (wrong !== undefined) {
    throw new ConfigError(
      `An installation cannot be named ${wrong}: a name is up to 30 letters and digits, a letter first.`,
    );
  }
  const name = String(node.tryGetContext('installation') ?? 'production');
  if (!names.includes(name)) {
    throw new ConfigError(
      `There is no installation ${name}: the file has ${names.join(', ') || 'none'}.`,
    );
  }
  return {
    stackName: name === 'production' ? 'Ikraft' : `Ikraft-${name}`,
    config: readConfig(node, stated[name], name),
  };
};

/**
 * The settings of one installation: those stated, with what `-c name=value` puts in their place.
 * @throws ConfigError
 */
export const readConfig = (node: Node, stated: unknown = {}, installation?: string): Config => {
  const replaced = inContext(node);
  const isObject = installations.safeParse(stated);
  const all = isObject.success ? { ...isObject.data, ...replaced } : stated;
  const { success, data, error } = configSchema.safeParse(all);
  if (success) return data;

  const place = installation === undefined ? '' : `${installation}.`;
  const sentences = error.issues.flatMap((issue) => {
    const [setting] = issue.path;
    const where = setting !== undefined && String(setting) in replaced ? '-c ' : place;
    if (issue.code !== 'unrecognized_keys') {
      return `${where}${issue.path.join('.') || 'The installation'} ${issue.message}.`;
    }
    return issue.keys.map((key) => unknown([...issue.path, key], where));
  });
  throw new ConfigError(`${sentences.join('\n')}\ndocs/deploy.md has a table of every setting.`);
};

const unknown = (path: readonly PropertyKey[], where: string): string => {
  const known = path.length === 1 ? `: the settings are ${settingNames.join(', ')}` : '';
  return `${where}${path.join('.')} is no setting${known}.`;
};

/**
 * What the CDK context says of settings. Its other keys are the CDK's own and hold signs that no setting
 * does, so that a plain word which is no setting is a slip. @throws ConfigError
 */
const inContext = (node: Node): Record<string, unknown> => {
  const context = z.record(z.string(), z.unknown()).parse(node.getAllContext());
  const words = Object.entries(context).filter(([name]) => /^\w+$/.test(name));
  const stray = words.find(([name]) => !settingNames.includes(name) && !choices.includes(name));
  if (stray !== undefined) {
    const known = [...choices, ...settingNames].join(', ');
    throw new ConfigError(`-c ${unknown([stray[0]], '').replace(/:.*/, '')}: there are ${known}.`);
  }
  return Object.fromEntries(
    words
      .filter(([name]) => settingNames.includes(name))
      .map(([name, value]) => [name, fromText(value)]),
  );
};

/** The command line can only give text: JSON in it counts as JSON, and an empty text as nothing. */
const fromText = (value: unknown): unknown => {
  if (value === '') return undefined;
  if (typeof value !== 'string' || !/^([[{]|(true|false)$)/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};
