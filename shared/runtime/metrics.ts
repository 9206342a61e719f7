import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/**
 * Metrics in CloudWatch's embedded format, under the stack's name. Whichever function counts, the metric is the
 * same one: CloudWatch charges for each combination of name and dimensions.
 */
export const metrics = new Metrics({ serviceName: 'ikraft' });

/** Adds to a counter. A zero is not reported: a metric costs nothing in the hours in which it has no data. */
export const count = (name: string, value = 1): void => {
  if (value > 0) metrics.addMetric(name, MetricUnit.Count, value);
};

/** Notes how long something took, or how late it was. */
export const milliseconds = (name: string, value: number): void => {
  metrics.addMetric(name, MetricUnit.Milliseconds, value);
};
