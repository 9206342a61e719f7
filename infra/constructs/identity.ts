import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  Mfa,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';

export interface IdentityProps {
  readonly removalPolicy: RemovalPolicy;
  readonly issuer?: Config['issuer'];
  readonly claims: Config['claims'];
}

const roles = {
  reader: 'Reads documents, decisions and events',
  registrar: 'Registers documents, files and decisions',
  subscriber: 'Subscribes on behalf of an organisation',
  operator: 'Does everything',
};

/** Who issues the tokens that callers show: a user pool of the stack's own, or the stated issuer. */
export class Identity extends Construct {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Absent where another issuer is configured. */
  readonly own?: { readonly userPool: UserPool; readonly client: UserPoolClient };

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    if (props.issuer !== undefined) {
      this.issuer = props.issuer.url;
      this.audience = props.issuer.audience;
      return;
    }

    const userPool = this.addUserPool(props.removalPolicy);
    for (const [role, description] of Object.entries(roles)) {
      new CfnUserPoolGroup(this, role, {
        userPoolId: userPool.userPoolId,
        groupName: `${props.claims.rolePrefix}${role}`,
        description,
      });
    }
    const client = userPool.addClient('Client', {
      authFlows: { userSrp: true, adminUserPassword: true },
      preventUserExistenceErrors: true,
      // The defaults would send tokens to example.com once somebody adds a domain.
      disableOAuth: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
    });
    this.own = { userPool, client };
    const { region, urlSuffix } = Stack.of(this);
    this.issuer = `https://cognito-idp.${region}.${urlSuffix}/${userPool.userPoolId}`;
    this.audience = [client.userPoolClientId];
  }

  private addUserPool(removalPolicy: RemovalPolicy): UserPool {
    const userPool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      signInAliases: { username: true, email: true },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
    Validations.of(userPool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason:
          'Programs sign in as well, and cannot answer a second factor; people may turn it on.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason:
          'The plus plan is paid per user; who needs it can configure an issuer of their own.',
      },
    );
    return userPool;
  }
}
