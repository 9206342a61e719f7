import { Duration, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';
import type { StreamReader } from './stream-reader.ts';

export interface AlarmsProps {
  /**
   * Who is told.
   * @default nobody: the alarms are seen in CloudWatch only
   */
  readonly email?: string;
  readonly functions: readonly ServiceFunction[];
  readonly streams: readonly StreamReader[];
  /** By what they keep: the runbook has a section `dead-letters-<name>` for each. */
  readonly deadLetters: Readonly<Record<string, IQueue>>;
  /** By what waits in them, and for how many minutes it may. */
  readonly queues: Readonly<Record<string, { readonly queue: IQueue; readonly minutes: number }>>;
  /** The functions that have to run every minute. */
  readonly sweeps: readonly ServiceFunction[];
  /** The function that has to run every hour. */
  readonly reminder: ServiceFunction;
  /** The function that delivers to subscribers. */
  readonly sender: ServiceFunction;
  /** The function that reconciles. */
  readonly reconciler: ServiceFunction;
  readonly api: HttpApi;
}

interface Trouble {
  /** What is wrong, as a sentence. */
  readonly says: string;
  /** The section of docs/runbook.md that tells what to do. */
  readonly section: string;
  readonly metric: IMetric;
  /** @default 1 */
  readonly threshold?: number;
  /** @default greater than or equal to the threshold */
  readonly when?: ComparisonOperator;
  /**
   * In how many of the metric's periods in a row it has to be so.
   * @default 1
   */
  readonly periods?: number;
  /** @default all is well */
  readonly silence?: TreatMissingData;
}

/** One pass a day, and time for it. */
const hoursBetweenPasses = 26;

const fiveMinutes = { period: Duration.minutes(5) };

/** Tells when something needs a person. Nothing here concerns a single delivery's bad day. */
export class Alarms extends Construct {
  private readonly action?: SnsAction;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    if (props.email !== undefined) this.action = new SnsAction(this.topic(props.email));

    for (const fn of props.functions) this.watchFunction(fn);
    for (const stream of props.streams) this.watchStream(stream);
    for (const [name, queue] of Object.entries(props.deadLetters)) {
      this.alarm(`dead-letters-${name}`, {
        says: `Messages were given up: ${name}`,
        section: `dead-letters-${name}`,
        metric: queue.metricApproximateNumberOfMessagesVisible(fiveMinutes),
      });
    }
    for (const [name, { queue, minutes }] of Object.entries(props.queues)) {
      this.alarm(`queue-behind-${name}`, {
        says: `Messages wait for more than ${minutes} minutes: ${name}`,
        section: 'queue-behind',
        metric: queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
        threshold: 60 * minutes,
      });
    }
    for (const sweep of props.sweeps) {
      this.alarm(`sweep-silent-${sweep.name}`, {
        says: `${sweep.name} has not swept up what is due for five minutes`,
        section: 'sweep-silent',
        metric: sweep.metricInvocations(fiveMinutes),
        when: ComparisonOperator.LESS_THAN_THRESHOLD,
        silence: TreatMissingData.BREACHING,
      });
    }
    this.alarm('reminders-silent', {
      says: `${props.reminder.name} has not run for three hours`,
      section: 'reminders-silent',
      metric: props.reminder.metricInvocations({ period: Duration.hours(1) }),
      when: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: 3,
      silence: TreatMissingData.BREACHING,
    });
    this.alarm('subscription-disabled', {
      says: 'A subscription was disabled, since its receiver is gone or has accepted nothing for days',
      section: 'subscription-disabled',
      metric: ownMetric(props.sender, 'SubscriptionDisabled'),
    });
    this.watchReconciliation(props.reconciler);
    this.alarm('api-errors', {
      says: 'The API answers with server errors',
      section: 'api-errors',
      metric: props.api.metricServerError({ ...fiveMinutes, statistic: Stats.SUM }),
      threshold: 5,
    });
  }

  private watchFunction(fn: ServiceFunction): void {
    this.alarm(`function-errors-${fn.name}`, {
      says: `The function ${fn.name} fails`,
      section: 'function-errors',
      metric: fn.metricErrors(fiveMinutes),
    });
  }

  private watchStream({ consumer, mapping }: StreamReader): void {
    this.alarm(`stream-behind-${consumer.name}`, {
      says: `The function ${consumer.name} is more than a minute behind the documents' changes`,
      section: 'stream-behind',
      metric: consumer.metric('IteratorAge', { ...fiveMinutes, statistic: Stats.MAXIMUM }),
      threshold: 60_000,
    });
    this.alarm(`stream-failures-${consumer.name}`, {
      says: `Changes of documents that ${consumer.name} could not take are in the failures bucket`,
      section: 'stream-failures',
      metric: mappingMetric(mapping, 'OnFailureDestinationDeliveredEventCount'),
    });
    // Two alarms, no sum of both metrics: an alarm on a sum costs as much, and the emulator knows none.
    this.alarm(`stream-dropped-${consumer.name}`, {
      says: `Changes of documents that ${consumer.name} could not take are nowhere: Lambda dropped them`,
      section: 'stream-failures',
      metric: mappingMetric(mapping, 'DroppedEventCount'),
    });
    this.alarm(`poison-${consumer.name}`, {
      says: `Changes of documents that ${consumer.name} can never take are in the failures bucket`,
      section: 'poison',
      metric: ownMetric(consumer, 'PoisonKept'),
    });
  }

  private watchReconciliation(fn: ServiceFunction): void {
    this.alarm('not-reconciled', {
      says: `No reconciliation has ended for ${hoursBetweenPasses} hours`,
      section: 'not-reconciled',
      metric: ownMetric(fn, 'PassesFinished', Duration.hours(1)),
      when: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: hoursBetweenPasses,
      // Silence is the trouble; but a new installation, in which none has ended yet, sends no mail.
      silence: TreatMissingData.MISSING,
    });
    this.alarm('documents-not-reconciled', {
      says: 'A reconciliation has left out documents that it could not reconcile',
      section: 'documents-not-reconciled',
      metric: ownMetric(fn, 'FailedDocuments'),
    });
    this.alarm('repaired', {
      says: 'A reconciliation has set something right',
      section: 'repaired',
      metric: ownMetric(fn, 'Repaired'),
    });
    this.alarm('missed', {
      says: 'Changes were told more than a minute late',
      section: 'missed',
      metric: ownMetric(fn, 'Missed'),
    });
  }

  private alarm(id: string, trouble: Trouble): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${trouble.says}. See docs/runbook.md#${trouble.section}`,
      metric: trouble.metric,
      threshold: trouble.threshold ?? 1,
      evaluationPeriods: trouble.periods ?? 1,
      comparisonOperator: trouble.when ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: trouble.silence ?? TreatMissingData.NOT_BREACHING,
    });
    if (this.action === undefined) return;
    alarm.addAlarmAction(this.action);
    if (trouble.silence === TreatMissingData.MISSING) alarm.addInsufficientDataAction(this.action);
  }

  private topic(email: string): Topic {
    const topic = new Topic(this, 'Topic', { displayName: 'Ikraft alarms', enforceSSL: true });
    // A policy of one's own takes the place of the default one, which lets CloudWatch publish.
    topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));
    topic.addSubscription(new EmailSubscription(email));
    Validations.of(topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'An alarm whose mail is lost is still seen in CloudWatch.',
    });
    return topic;
  }
}

/** What Lambda counts of the events that it reads for a function. */
const mappingMetric = ({ eventSourceMappingId }: EventSourceMapping, metricName: string): Metric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { EventSourceMappingUUID: eventSourceMappingId },
    statistic: Stats.SUM,
    ...fiveMinutes,
  });

/** What the function counts itself: `count` in shared/runtime/metrics.ts. */
const ownMetric = (
  { name }: ServiceFunction,
  metricName: string,
  period = fiveMinutes.period,
): Metric =>
  new Metric({
    namespace: 'Ikraft',
    metricName,
    dimensionsMap: { service: name },
    statistic: Stats.SUM,
    period,
  });
