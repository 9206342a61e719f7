import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

export interface FirewallProps {
  readonly userPool: IUserPool;
}

/** Of one address in five minutes; a whole town hall may be behind it. */
const requestsOfOneAddress = 500;

/**
 * Keeps known attackers and guesses by the thousand away from where people sign in. AWS WAF can stand before
 * a user pool; before an HTTP API it cannot.
 */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { userPool }: FirewallProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      description: 'Before the sign-in of Ikraft',
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: counted('sign-in'),
      rules: [
        {
          name: 'bad-reputation',
          priority: 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name: 'AWSManagedRulesAmazonIpReputationList',
            },
          },
          visibilityConfig: counted('bad-reputation'),
        },
        {
          name: 'too-many',
          priority: 2,
          action: { block: {} },
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsOfOneAddress },
          },
          visibilityConfig: counted('too-many'),
        },
      ],
    });
    new CfnWebACLAssociation(this, 'BeforeSignIn', {
      resourceArn: userPool.userPoolArn,
      webAclArn: acl.attrArn,
    });
  }
}

const counted = (metricName: string) => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});
