import { Aspects } from 'aws-cdk-lib';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

/** Keeps every log of the scope for so many days. */
export const keepLogs = (scope: Construct, days: Config['logDays']): void => {
  Aspects.of(scope).add({
    visit: (node) => {
      if (node instanceof CfnLogGroup) node.retentionInDays = days;
    },
  });
};
