import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, templateOf } from './synthesize.ts';

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
const alarms = resourcesOf('AWS::CloudWatch::Alarm');
const sectionOf = (alarm: (typeof alarms)[number]): string =>
  String(alarm.Properties.AlarmDescription).replace(/^.*docs\/runbook\.md#/, '');

const watched = (metric: string) =>
  alarms
    .filter(({ Properties }) => Properties.MetricName === metric)
    .map(({ Properties }) => JSON.stringify(Properties.Dimensions));

describe('an alarm', () => {
  it('names the section of the runbook that tells what to do', () => {
    expect(alarms.map(sectionOf).filter((section) => !sections.includes(section))).toEqual([]);
  });

  it('exists for every section of the runbook', () => {
    expect(sections.filter((title) => !alarms.map(sectionOf).includes(String(title)))).toEqual([]);
  });

  it('watches every function', () => {
    const functions = resourcesOf('AWS::Lambda::Function');
    expect(functions).toHaveLength(11);
    const dimensions = watched('Errors');
    for (const { id } of functions) {
      expect(dimensions).toContainEqual(expect.stringContaining(`"Ref":"${id}"`));
    }
  });

  it('watches every queue of dead letters', () => {
    const dimensions = watched('ApproximateNumberOfMessagesVisible');
    const queues = resourcesOf('AWS::SQS::Queue').filter(({ id }) => /DeadLetters|Failed/.test(id));
    expect(queues).toHaveLength(9);
    for (const { id } of queues) {
      expect(dimensions).toContainEqual(expect.stringContaining(id));
    }
  });

  it('watches the age of each stream, and what its reader gave up or could never take', () => {
    expect(watched('IteratorAge')).toHaveLength(2);
    const gaveUp = watched('OnFailureDestinationDeliveredEventCount');
    expect(gaveUp).toHaveLength(2);
    expect(watched('DroppedEventCount')).toEqual(gaveUp);
    expect(watched('PoisonKept').sort()).toEqual([
      '[{"Name":"service","Value":"plan-wakeups"}]',
      '[{"Name":"service","Value":"relay-events"}]',
    ]);
  });

  it('tells of each subscription that was disabled on account of its receiver', () => {
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'Ikraft',
      MetricName: 'SubscriptionDisabled',
      Dimensions: [{ Name: 'service', Value: 'deliver' }],
      Statistic: 'Sum',
      Threshold: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  it('takes silence of either sweep, and of reminders, for trouble', () => {
    const silent = alarms.filter(({ Properties }) => Properties.MetricName === 'Invocations');
    expect(silent).toHaveLength(3);
    for (const { Properties } of silent) {
      expect(Properties).toMatchObject({
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData: 'breaching',
      });
    }
  });

  it.each([
    ['FailedDocuments', 'documents-not-reconciled'],
    ['Repaired', 'repaired'],
    ['Missed', 'missed'],
  ])('tells of each reconciliation with %s', (MetricName, section) => {
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp(`#${section}$`),
      Namespace: 'Ikraft',
      MetricName,
      Dimensions: [{ Name: 'service', Value: 'reconcile' }],
      Statistic: 'Sum',
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('tells where no reconciliation has ended for a day and two hours', () => {
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('#not-reconciled$'),
      Namespace: 'Ikraft',
      MetricName: 'PassesFinished',
      Dimensions: [{ Name: 'service', Value: 'reconcile' }],
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: 26,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'missing',
    });
  });

  it('watches the age of what waits in a queue, longer where it waits for good reason', () => {
    const ages = alarms
      .filter(({ Properties }) => Properties.MetricName === 'ApproximateAgeOfOldestMessage')
      .map(({ Properties: { AlarmDescription, Threshold } }) => [
        AlarmDescription.replace(/\..*$/, ''),
        Threshold,
      ]);
    expect(ages).toEqual([
      ['Messages wait for more than 10 minutes: uploads', 600],
      ['Messages wait for more than 10 minutes: events', 600],
      ['Messages wait for more than 10 minutes: replays', 600],
      ['Messages wait for more than 60 minutes: reconciliations', 3600],
      ['Messages wait for more than 30 minutes: deliveries', 1800],
    ]);
  });
});

describe('an address for alarms', () => {
  const context = { alarmEmail: 'duty@example.org' };

  it('is told of every alarm', () => {
    templateOf(context).hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'duty@example.org',
    });
    for (const { Properties } of resourcesOf('AWS::CloudWatch::Alarm', context)) {
      expect(Properties.AlarmActions).toEqual([{ Ref: expect.stringContaining('Topic') }]);
    }
    templateOf(context).hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'sns:Publish',
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    });
  });

  it('is told when data of reconciliations cease, not while none has ended yet', () => {
    const told = resourcesOf('AWS::CloudWatch::Alarm', context).filter(
      ({ Properties }) => Properties.InsufficientDataActions,
    );
    expect(told.map(({ Properties }) => Properties.MetricName)).toEqual(['PassesFinished']);
  });

  it('is not needed', () => {
    expect(resourcesOf('AWS::SNS::Topic')).toEqual([]);
  });
});
