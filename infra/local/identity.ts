import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  GroupExistsException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientConfig } from './endpoint.ts';

export const roles = ['reader', 'registrar', 'subscriber', 'operator'] as const;

export type Role = (typeof roles)[number];

export interface UserPool {
  readonly endpointUrl: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

/** Someone of one organisation, in one role. */
export interface Person {
  readonly role: Role;
  readonly organisation: string;
}

/** Whose tokens `stack.json` holds. */
export const homeOrganisation = 'alingsas';

/**
 * An access token from the user pool, for a user who is made where there is none. The password is
 * new each time and kept nowhere.
 */
export const signIn = async (
  { endpointUrl, userPoolId, clientId }: UserPool,
  { role, organisation }: Person,
): Promise<string> => {
  const cognito = new CognitoIdentityProviderClient(clientConfig(endpointUrl));
  const user = { UserPoolId: userPoolId, Username: `${role}-${organisation}` };
  const password = `Aa1!${randomBytes(24).toString('base64url')}`;

  await cognito
    .send(
      new AdminCreateUserCommand({
        ...user,
        TemporaryPassword: password,
        MessageAction: 'SUPPRESS',
      }),
    )
    .catch(unless(UsernameExistsException));
  for (const group of [`role:${role}`, `org:${organisation}`]) {
    await cognito
      .send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName: group }))
      .catch(unless(GroupExistsException));
    await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: group }));
  }
  await cognito.send(
    new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }),
  );
  const { AuthenticationResult: tokens } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: userPoolId,
      ClientId: clientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: user.Username, PASSWORD: password },
    }),
  );
  if (tokens?.AccessToken === undefined) throw new Error(`${user.Username} cannot sign in`);
  return tokens.AccessToken;
};

/** One token for each role. */
export const tokensFor = async (
  pool: UserPool,
  organisation: string,
): Promise<Readonly<Record<Role, string>>> => {
  const token = (role: Role) => signIn(pool, { role, organisation });
  return {
    reader: await token('reader'),
    registrar: await token('registrar'),
    subscriber: await token('subscriber'),
    operator: await token('operator'),
  };
};

const unless = (expected: new (...args: never[]) => Error) => (error: unknown) => {
  if (!(error instanceof expected)) throw error;
};
