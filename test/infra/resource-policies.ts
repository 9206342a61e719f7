import * as z from 'zod';
import { readable } from './statements.ts';
import { type Context, templateOf } from './synthesize.ts';

/** A statement of a resource's own policy: of a bucket, a queue, a key, a table, the bus, a topic. */
export interface ResourceStatement {
  readonly of: string;
  /** A service, an account, or `everyone`. */
  readonly who: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: unknown;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([
    z.literal('*').transform((everyone): Record<string, unknown> => ({ AWS: everyone })),
    z.record(z.string(), z.unknown()),
  ]),
  Action: z.unknown().transform((actions) => list(actions).map(String)),
  Resource: z
    .unknown()
    .transform((resources) => list(resources).map((each) => readable(JSON.stringify(each)))),
  Condition: z.unknown().optional(),
});

/** Whatever has an effect and a principal is a statement, wherever in a resource it stands. */
const statementsIn = (value: unknown): z.infer<typeof statement>[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('Effect' in value && 'Principal' in value) return [statement.parse(value)];
  return Object.values(value).flatMap(statementsIn);
};

/** Every statement of every policy that a resource of the stack has of its own. */
export const resourceStatements = (context: Context = {}): ResourceStatement[] =>
  Object.entries(z.record(z.string(), z.unknown()).parse(templateOf(context).toJSON().Resources))
    .map(([id, resource]) => ({ id, type: String(Object(resource).Type), resource }))
    .filter(({ type }) => type !== 'AWS::IAM::Role')
    .flatMap(({ id, type, resource }) =>
      statementsIn(resource).flatMap(({ Effect, Principal, Action, Resource, Condition }) =>
        Object.values(Principal)
          .flatMap(list)
          .map((principal) => ({
            of: `${type.split('::')[1]} ${readable(`"${id}"`)}`,
            who: principal === '*' ? 'everyone' : readable(JSON.stringify(principal)),
            effect: Effect,
            actions: Action,
            resources: Resource,
            conditions: Condition,
          })),
      ),
    );
