import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Metrics in CloudWatch's embedded format, with the function's name as the dimension `service`. */
export const metrics = new Metrics({ namespace: 'Ikraft' });

/** Adds to a counter; zero is reported too, so that an alarm can tell quiet from dead. */
export const count = (name: string, value = 1): void => {
  metrics.addMetric(name, MetricUnit.Count, value);
};

/** Notes how long something took, or how late it was. */
export const milliseconds = (name: string, value: number): void => {
  metrics.addMetric(name, MetricUnit.Milliseconds, value);
};
