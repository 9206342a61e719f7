import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readConfig } from '../../infra/installation.ts';
import { IkraftStack } from '../../infra/stacks/ikraft-stack.ts';

export type Context = Readonly<Record<string, unknown>>;

/** The context that cdk.json gives every command. */
export const { context: defaults } = JSON.parse(
  readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'),
);

/** The app as `cdk -c name=value` builds it, but for the bundling, which takes a while. */
export const ikraft = (context: Context = {}, stackName = 'Ikraft') => {
  const app = new App({ context: { ...defaults, 'aws:cdk:bundling-stacks': [], ...context } });
  return { app, stack: new IkraftStack(app, stackName, readConfig(app.node)) };
};

const made = new Map<string, Template>();

export const templateOf = (context: Context = {}): Template => {
  const key = JSON.stringify(context);
  const template = made.get(key) ?? Template.fromStack(ikraft(context).stack);
  made.set(key, template);
  return template;
};

/** All resources of a type, with their logical ids. */
export const resourcesOf = (type: string, context: Context = {}) =>
  Object.entries(templateOf(context).findResources(type)).map(
    ([id, { DeletionPolicy, UpdateReplacePolicy, Properties = {} }]) => ({
      id,
      DeletionPolicy,
      UpdateReplacePolicy,
      Properties,
    }),
  );
