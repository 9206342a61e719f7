import { Stack, Validations } from 'aws-cdk-lib';
import { type Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';

/** What a role may do, or may not. */
export interface Permission {
  /** @default Effect.ALLOW */
  readonly effect?: Effect;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** @default none */
  readonly conditions?: Record<string, Record<string, string>>;
  /** Why a resource has to end in `*`; must be given where one does. */
  readonly wildcard?: string;
}

/** Gives the role the permission, and records the reason for each wildcard where cdk-nag reads it. */
export const permit = (
  role: Role,
  { effect, actions, resources, conditions, wildcard }: Permission,
): void => {
  role.addToPolicy(
    new PolicyStatement({ effect, actions: [...actions], resources: [...resources], conditions }),
  );
  if (wildcard === undefined) return;

  for (const resource of resources) {
    const id = `AwsSolutions-IAM5[Resource::${written(Stack.of(role).resolve(resource))}]`;
    Validations.of(role).acknowledge({ id, reason: wildcard });
  }
};

type Reference =
  | string
  | { Ref: string }
  | { 'Fn::GetAtt': [string, string] }
  | { 'Fn::Join': [string, Reference[]] };

/** A resource as cdk-nag writes it: `<Bucket.Arn>/uploads/*`. */
const written = (reference: Reference): string => {
  if (typeof reference === 'string') return reference;
  if ('Ref' in reference) return `<${reference.Ref}>`;
  if ('Fn::GetAtt' in reference) return `<${reference['Fn::GetAtt'].join('.')}>`;
  const [delimiter, parts] = reference['Fn::Join'];
  return parts.map(written).join(delimiter);
};
