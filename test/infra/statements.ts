import * as z from 'zod';
import { type Context, resourcesOf } from './synthesize.ts';

/** One statement of a role's policies. */
export interface Statement {
  /** The function that has the role, by its folder, or the service that takes it: `scheduler`. */
  readonly who: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** As the template writes them, in JSON. */
  readonly resources: readonly string[];
  readonly conditions?: unknown;
}

const oneOrMore = <S extends z.ZodType>(schema: S) =>
  z.union([z.array(schema), schema.transform((one) => [one])]);

const policy = z.object({
  Roles: z.tuple([z.object({ Ref: z.string() })]),
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.enum(['Allow', 'Deny']),
        Action: oneOrMore(z.string()),
        Resource: oneOrMore(z.unknown().transform((resource) => JSON.stringify(resource))),
        Condition: z.unknown().optional(),
      }),
    ),
  }),
});

/** The functions of the stack: folder, role and environment. */
export const functions = (context: Context = {}) =>
  resourcesOf('AWS::Lambda::Function', context).map(({ id, Properties }) => ({
    id,
    name: String(Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME),
    roleId: String(Properties.Role['Fn::GetAtt'][0]),
    variables: z.record(z.string(), z.unknown()).parse(Properties.Environment.Variables),
  }));

const trust = z.object({
  AssumeRolePolicyDocument: z.object({
    Statement: z.tuple([z.object({ Principal: z.object({ Service: z.string() }) })]),
  }),
});

/** The roles of the stack with whom they are for. */
export const roles = (context: Context = {}) => {
  const owners = new Map(functions(context).map(({ roleId, name }) => [roleId, name]));
  return resourcesOf('AWS::IAM::Role', context).map(({ id, Properties }) => {
    const [{ Principal }] = trust.parse(Properties).AssumeRolePolicyDocument.Statement;
    return { id, Properties, who: owners.get(id) ?? String(Principal.Service.split('.')[0]) };
  });
};

/** Everything that any role of the stack is allowed to do, or forbidden. */
export const statements = (context: Context = {}): Statement[] => {
  const owners = new Map(roles(context).map(({ id, who }) => [id, who]));
  return resourcesOf('AWS::IAM::Policy', context).flatMap(({ Properties }) => {
    const { Roles, PolicyDocument } = policy.parse(Properties);
    return PolicyDocument.Statement.map(({ Effect, Action, Resource, Condition }) => ({
      who: String(owners.get(Roles[0].Ref)),
      effect: Effect,
      actions: Action,
      resources: Resource,
      conditions: Condition,
    }));
  });
};

/** `SubscriptionStoreSubscriptions/index/organisation` for what the template says in JSON. */
export const readable = (resource: string): string =>
  [...resource.matchAll(/"([^"]*)"/g)]
    .map(([, text = '']) => text)
    .filter((text) => !['Fn::Join', 'Fn::GetAtt', 'Ref', 'Arn', ''].includes(text))
    .map((text) => text.replace(/^(?:State(?:ful|less))?([A-Z]\w*)[0-9A-F]{8}$/, '$1'))
    .join('');

/** One line for each thing that the role of the function may do, or may not. */
export const linesOf = (who: string, effect: Statement['effect'], context = {}): string[] =>
  statements(context)
    .filter((statement) => statement.who === who && statement.effect === effect)
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((place) => `${action} ${readable(place)}`)),
    )
    .sort();
