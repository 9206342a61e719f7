import { Duration, Stack } from 'aws-cdk-lib';
import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export const fiveMinutes = { period: Duration.minutes(5) };

/** What the functions count and measure themselves: shared/runtime/metrics.ts. */
export const ownMetric = (scope: Construct, metricName: string, options?: MetricOptions): Metric =>
  new Metric({
    namespace: Stack.of(scope).stackName,
    metricName,
    dimensionsMap: { service: 'ikraft' },
    statistic: Stats.SUM,
    ...fiveMinutes,
    ...options,
  });

/** What is counted in log lines: errors-metric.ts. */
export const loggedMetric = (scope: Construct, metricName: string): Metric =>
  new Metric({
    namespace: Stack.of(scope).stackName,
    metricName,
    statistic: Stats.SUM,
    ...fiveMinutes,
  });

/** What Lambda counts of the events that it reads for a function. */
export const mappingMetric = (
  { eventSourceMappingId }: EventSourceMapping,
  metricName: string,
): Metric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { EventSourceMappingUUID: eventSourceMappingId },
    statistic: Stats.SUM,
    ...fiveMinutes,
  });
