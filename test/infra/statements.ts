import * as z from 'zod';
import { resourcesOf } from './synthesize.ts';

/** One statement of a role's policies. */
export interface Statement {
  /** The function that has the role, by its folder; `scheduler` has the one role of another kind. */
  readonly who: string;
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
        Action: oneOrMore(z.string()),
        Resource: oneOrMore(z.unknown().transform((resource) => JSON.stringify(resource))),
        Condition: z.unknown().optional(),
      }),
    ),
  }),
});

/** The functions of the stack: folder, role and environment. */
export const functions = () =>
  resourcesOf('AWS::Lambda::Function').map(({ id, Properties }) => ({
    id,
    name: String(Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME),
    roleId: String(Properties.Role['Fn::GetAtt'][0]),
    variables: z.record(z.string(), z.unknown()).parse(Properties.Environment.Variables),
  }));

/** Everything that any role of the stack is allowed to do. */
export const statements = (): Statement[] => {
  const owners = new Map(functions().map(({ roleId, name }) => [roleId, name]));
  return resourcesOf('AWS::IAM::Policy').flatMap(({ Properties }) => {
    const { Roles, PolicyDocument } = policy.parse(Properties);
    return PolicyDocument.Statement.map(({ Action, Resource, Condition }) => ({
      who: owners.get(Roles[0].Ref) ?? 'scheduler',
      actions: Action,
      resources: Resource,
      conditions: Condition,
    }));
  });
};
