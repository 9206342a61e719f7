import { Duration, Fn, Validations } from 'aws-cdk-lib';
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
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { loggedErrors } from './errors-metric.ts';
import { fiveMinutes, mappingMetric, ownMetric } from './metrics.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Watched } from './watch.ts';

export interface AlarmsProps extends Watched {
  /** @default nobody is told */
  readonly email?: string;
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

/** A message may wait in these for so many minutes; a wake may have been sent with a delay of fifteen. */
const patience = { events: 10, deliveries: 30 };

/**
 * Tells when something needs a person. Nothing here concerns a single delivery's bad day. Each alarm is paid for
 * by the metrics that it looks at, so a failure has one that tells of it, not one for each place that it shows
 * in: docs/runbook.md has the table.
 */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  private readonly action?: SnsAction;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    if (props.email !== undefined) this.action = new SnsAction(this.topic(props.email));

    this.watchFunctions(props);
    this.watchHandOvers(props);
    this.watchLateness();
    this.watchReceivers();
    this.watchReconciliation();
    this.alarm('api-errors', {
      says: 'The API answers with server errors',
      section: 'api-errors',
      metric: props.api.api.metricServerError({ ...fiveMinutes, statistic: Stats.SUM }),
      threshold: 5,
    });
  }

  private watchFunctions({ sweeps, reminder }: Watched): void {
    this.alarm('errors', {
      says: 'A function fails, or logs an error',
      section: 'errors',
      metric: loggedErrors(this),
    });
    this.alarm('throttled', {
      says: 'Lambda turns invocations away, since too many run at a time in this account and region',
      section: 'throttled',
      // Without dimensions it is that of all functions, which share one limit.
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Throttles',
        statistic: Stats.SUM,
        ...fiveMinutes,
      }),
    });
    for (const sweep of sweeps) {
      this.silence(`sweep-silent-${sweep.name}`, sweep, {
        says: `${sweep.name} has not swept up what is due for five minutes`,
        section: 'sweep-silent',
      });
    }
    this.silence('reminders-silent', reminder, {
      says: `${reminder.name} has not run for three hours`,
      section: 'reminders-silent',
      period: Duration.hours(1),
      periods: 3,
    });
  }

  private silence(
    id: string,
    fn: ServiceFunction,
    trouble: Omit<Trouble, 'metric'> & { readonly period?: Duration },
  ): void {
    const { period = fiveMinutes.period, ...others } = trouble;
    this.alarm(id, {
      ...others,
      metric: fn.metricInvocations({ period }),
      when: ComparisonOperator.LESS_THAN_THRESHOLD,
      silence: TreatMissingData.BREACHING,
    });
  }

  private watchHandOvers(watched: Watched): void {
    const { relayed, planned, bus, everyEvent, queues, deadLetters } = watched;
    this.alarm('stream-behind', {
      says: `${relayed.consumer.name} is more than a minute behind the documents' changes`,
      section: 'stream-behind',
      metric: relayed.consumer.metric('IteratorAge', { ...fiveMinutes, statistic: Stats.MAXIMUM }),
      threshold: 60_000,
    });
    for (const { consumer, mapping } of [relayed, planned]) {
      this.alarm(`stream-failures-${consumer.name}`, {
        says: `Changes of documents that ${consumer.name} could not take are in the failures bucket`,
        section: 'stream-failures',
        metric: mappingMetric(mapping, 'OnFailureDestinationDeliveredEventCount'),
      });
    }
    this.alarm('events-not-handed-on', {
      says: 'Events on the bus reached neither fan-out nor its dead letters',
      section: 'events-not-handed-on',
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'InvocationsFailedToBeSentToDlq',
        dimensionsMap: {
          EventBusName: bus.eventBusName,
          // What CloudFormation gives for the name of a rule has that of the bus before it.
          RuleName: Fn.select(2, Fn.split('/', everyEvent.ruleArn)),
        },
        statistic: Stats.SUM,
        ...fiveMinutes,
      }),
    });
    for (const [name, queue] of Object.entries(deadLetters)) {
      this.alarm(`dead-letters-${name}`, {
        says: `Messages were given up: ${name}`,
        section: `dead-letters-${name}`,
        metric: queue.metricApproximateNumberOfMessagesVisible(fiveMinutes),
      });
    }
    for (const [name, minutes] of Object.entries(patience)) {
      const metric = queues[name]?.metricApproximateAgeOfOldestMessage(fiveMinutes);
      if (metric === undefined) throw new Error(`There is no queue of ${name}`);
      this.alarm(`queue-behind-${name}`, {
        says: `Messages wait for more than ${minutes} minutes: ${name}`,
        section: 'queue-behind',
        metric,
        threshold: 60 * minutes,
      });
    }
  }

  private watchLateness(): void {
    this.alarm('late', {
      says: 'A change was written more than half a minute after its instant',
      section: 'late',
      metric: ownMetric(this, 'LatenessWritten', { statistic: Stats.MAXIMUM }),
      threshold: 30_000,
    });
  }

  private watchReceivers(): void {
    this.alarm('receivers-unreached', {
      says: 'Many receivers accept nothing at the same time',
      section: 'receivers-unreached',
      metric: ownMetric(this, 'ReceiverUnreached', { period: Duration.minutes(15) }),
      threshold: 25,
    });
    this.alarm('subscription-disabled', {
      says: 'A subscription was disabled, since its receiver is gone or has accepted nothing for days',
      section: 'subscription-disabled',
      metric: ownMetric(this, 'SubscriptionDisabled'),
    });
  }

  private watchReconciliation(): void {
    this.alarm('not-reconciled', {
      says: `No reconciliation has ended for ${hoursBetweenPasses} hours`,
      section: 'not-reconciled',
      metric: ownMetric(this, 'PassesFinished', { period: Duration.hours(1) }),
      when: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: hoursBetweenPasses,
      // Silence is the trouble; but a new installation, in which none has ended yet, sends no mail.
      silence: TreatMissingData.MISSING,
    });
    this.alarm('repaired', {
      says: 'A reconciliation has set something right',
      section: 'repaired',
      metric: ownMetric(this, 'Repaired'),
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
    this.all.push(alarm);
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
