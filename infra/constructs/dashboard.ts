import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { loggedErrors, throttledRequests } from './errors-metric.ts';
import { fiveMinutes, mappingMetric, ownMetric } from './metrics.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Watched } from './watch.ts';

export interface DashboardProps extends Watched {
  readonly alarms: readonly Alarm[];
}

type Named = Readonly<Record<string, IMetric>>;

/** One page on how the stack does: is it punctual, is anything lost or stuck, and what does it cost. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    new CloudWatchDashboard(this, 'Resource', {
      defaultInterval: Duration.days(1),
      widgets: [
        [heading('docs/runbook.md tells of each alarm what it means and what to do.')],
        [
          new AlarmStatusWidget({
            title: 'Alarms',
            alarms: [...props.alarms],
            width: 24,
            height: 4,
          }),
        ],
        [heading('Punctual?')],
        this.punctuality(),
        [heading('Lost, stuck or turned away?')],
        this.failures(props),
        this.waiting(props),
        this.throttles(props),
        [heading('What is paid for')],
        costs(props),
      ],
    });
  }

  private punctuality(): GraphWidget[] {
    return [
      this.lateness('From instant to write, ms', 'LatenessWritten'),
      this.lateness('From instant to receiver, ms', 'LatenessDelivered'),
      graph('Changes, as the nightly pass counts them', this.counts('Transitions', 'Missed')),
    ];
  }

  private lateness(title: string, name: string): GraphWidget {
    const statistics = { p50: Stats.p(50), p99: Stats.p(99), max: Stats.MAXIMUM };
    return graph(
      title,
      mapped(statistics, (statistic) => ownMetric(this, name, { statistic })),
    );
  }

  private failures({ relayed, planned, deadLetters, api }: Watched): GraphWidget[] {
    const streams = [relayed, planned].flatMap(({ consumer, mapping }) => [
      [
        `${consumer.name} put aside`,
        mappingMetric(mapping, 'OnFailureDestinationDeliveredEventCount'),
      ],
      [`${consumer.name} dropped`, mappingMetric(mapping, 'DroppedEventCount')],
    ]);
    return [
      graph('Dead letters', {
        ...mapped(deadLetters, (queue) =>
          queue.metricApproximateNumberOfMessagesVisible(fiveMinutes),
        ),
        ...this.counts('PoisonKept'),
        ...Object.fromEntries(streams),
      }),
      graph(
        'Deliveries',
        this.counts(
          'Delivered',
          'DeliveryFailed',
          'DeliveryGivenUp',
          'ReceiverUnreached',
          'SubscriptionDisabled',
        ),
      ),
      graph('Errors', {
        LoggedErrors: loggedErrors(this),
        ...this.counts('FailedRecords', 'FailedDocuments', 'Repaired'),
        'API 5xx': api.api.metricServerError({ ...fiveMinutes, statistic: Stats.SUM }),
      }),
    ];
  }

  private waiting({ relayed, planned, queues, schedules }: Watched): GraphWidget[] {
    const ages = [relayed, planned].map(({ consumer }) => [
      consumer.name,
      consumer.metric('IteratorAge', { ...fiveMinutes, statistic: Stats.MAXIMUM }),
    ]);
    const scheduler = ['TargetErrorCount', 'InvocationDroppedCount', 'TargetErrorThrottledCount'];
    return [
      graph('Age of the stream, ms', Object.fromEntries(ages)),
      graph(
        'Age of the oldest message, s',
        mapped(queues, (queue) => queue.metricApproximateAgeOfOldestMessage(fiveMinutes)),
      ),
      graph('Wake-ups that could not be handed over', {
        ...Object.fromEntries(
          scheduler.map((metricName) => [
            metricName,
            sum('AWS/Scheduler', metricName, { ScheduleGroup: schedules.ref }),
          ]),
        ),
      }),
    ];
  }

  private throttles({ tables, api }: Watched): GraphWidget[] {
    const events = ['ReadThrottleEvents', 'WriteThrottleEvents'];
    const places = tables.flatMap(({ node, tableName, indexNames }) => [
      { label: node.id, dimensions: { TableName: tableName } },
      ...indexNames.map((GlobalSecondaryIndexName) => ({
        label: `${node.id} ${GlobalSecondaryIndexName}`,
        dimensions: { TableName: tableName, GlobalSecondaryIndexName },
      })),
    ]);
    const throttled = places.flatMap(({ label, dimensions }) =>
      events.map((name) => [`${label} ${name}`, sum('AWS/DynamoDB', name, dimensions)]),
    );
    return [
      graph('Throttles of tables and indexes', Object.fromEntries(throttled)),
      graph('Throttles of Lambda, whole account', {
        Throttles: sum('AWS/Lambda', 'Throttles'),
        ConcurrentExecutions: sum('AWS/Lambda', 'ConcurrentExecutions').with({
          statistic: Stats.MAXIMUM,
        }),
      }),
      graph('Requests to the API turned away', {
        'too many (429)': throttledRequests(this),
        'API 4xx': api.api.metricClientError({ ...fiveMinutes, statistic: Stats.SUM }),
      }),
    ];
  }

  private counts(...names: readonly string[]): Named {
    return Object.fromEntries(names.map((name) => [name, ownMetric(this, name)]));
  }
}

const costs = ({ functions, tables, queues, api }: Watched): GraphWidget[] => {
  const consumed = tables.flatMap(({ node, tableName }) =>
    ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'].map((name) => [
      `${node.id} ${name}`,
      sum('AWS/DynamoDB', name, { TableName: tableName }),
    ]),
  );
  return [
    graph('Lambda: GB-seconds and invocations', {
      'GB-s': gigabyteSeconds(functions),
      ...Object.fromEntries(functions.map((fn) => [fn.name, fn.metricInvocations(fiveMinutes)])),
    }),
    graph('DynamoDB: units of tables with their indexes', Object.fromEntries(consumed)),
    graph('Requests: API, messages, events', {
      API: api.api.metricCount({ ...fiveMinutes, statistic: Stats.SUM }),
      'PutEvents, whole account': sum('AWS/Events', 'PutEventsApproximateCallCount'),
      ...mapped(queues, (queue) => queue.metricNumberOfMessagesSent(fiveMinutes)),
    }),
  ];
};

/** Lambda is paid by the gigabyte-second: milliseconds of each function, weighted by its memory. */
const gigabyteSeconds = (functions: readonly ServiceFunction[]): MathExpression => {
  const terms = functions.map(({ memory }, at) => `m${at}*${memory}`);
  return new MathExpression({
    expression: `(${terms.join('+')})/1024/1000`,
    usingMetrics: Object.fromEntries(
      functions.map((fn, at) => [
        `m${at}`,
        fn.metricDuration({ ...fiveMinutes, statistic: Stats.SUM }),
      ]),
    ),
    ...fiveMinutes,
  });
};

const sum = (namespace: string, metricName: string, dimensionsMap?: Record<string, string>) =>
  new Metric({ namespace, metricName, dimensionsMap, statistic: Stats.SUM, ...fiveMinutes });

const heading = (markdown: string) =>
  new TextWidget({ markdown: `## ${markdown}`, width: 24, height: 1 });

const graph = (title: string, metrics: Named): GraphWidget =>
  new GraphWidget({
    title,
    left: Object.entries(metrics).map(([label, metric]) => withLabel(metric, label)),
    width: 8,
  });

const withLabel = (metric: IMetric, label: string): IMetric => {
  if (metric instanceof Metric) return metric.with({ label });
  if (metric instanceof MathExpression) return metric.with({ label });
  return metric;
};

const mapped = <From, To>(entries: Readonly<Record<string, From>>, to: (value: From) => To) =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, to(value)]));
