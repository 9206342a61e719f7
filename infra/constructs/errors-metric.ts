import { Stack } from 'aws-cdk-lib';
import {
  FilterPattern,
  type ILogGroup,
  type JsonPattern,
  MetricFilter,
} from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DocumentApi } from './document-api.ts';
import { loggedMetric } from './metrics.ts';
import type { ServiceFunction } from './service-function.ts';

export interface ErrorsMetricProps {
  readonly functions: readonly ServiceFunction[];
  readonly api: DocumentApi;
  /** The function behind the API: its callers are told of errors, so of its lines only Lambda's own count. */
  readonly answers: ServiceFunction;
}

/**
 * Counts failures where they are all written down: one metric, hence one alarm, for every function. Lambda's own
 * metric `Errors` is one for each function, and knows nothing of messages that a function hands back.
 */
export class ErrorsMetric extends Construct {
  constructor(scope: Construct, id: string, { functions, api, answers }: ErrorsMetricProps) {
    super(scope, id);
    for (const fn of functions) {
      const pattern =
        fn === answers ? failedInvocation : FilterPattern.any(errorLine, failedInvocation);
      this.count(`${fn.name}-errors`, fn.logGroup, names.errors, pattern);
    }
    const tooMany = FilterPattern.numberValue('$.status', '=', 429);
    this.count('throttled-requests', api.accessLogs, names.throttledRequests, tooMany);
  }

  private count(id: string, logGroup: ILogGroup, metricName: string, pattern: JsonPattern): void {
    new MetricFilter(this, id, {
      logGroup,
      filterPattern: pattern,
      metricNamespace: Stack.of(this).stackName,
      metricName,
      metricValue: '1',
    });
  }
}

const names = { errors: 'LoggedErrors', throttledRequests: 'ThrottledRequests' };

const errorLine = FilterPattern.stringValue('$.level', '=', 'ERROR');

/** Lambda's report of an invocation: it threw, ran out of time or memory, or never started. */
const failedInvocation = FilterPattern.all(
  FilterPattern.stringValue('$.type', '=', 'platform.report'),
  FilterPattern.stringValue('$.record.status', '!=', 'success'),
);

/** Failures of any function. */
export const loggedErrors = (scope: Construct) => loggedMetric(scope, names.errors);

/** Requests that the gateway refused, since there were too many of them. */
export const throttledRequests = (scope: Construct) => loggedMetric(scope, names.throttledRequests);
