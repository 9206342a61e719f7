import { describe, expect, it } from 'vitest';
import { functions, linesOf } from './statements.ts';
import { resourcesOf } from './synthesize.ts';

const remind = functions().find(({ name }) => name === 'remind');

describe('the reminders of subscriptions', () => {
  it('are given soon after every hour, and what is not started is kept', () => {
    const hourly = resourcesOf('AWS::Scheduler::Schedule')
      .map(({ Properties }) => Properties)
      .filter(({ Target }) => Target.Arn['Fn::GetAtt'][0] === remind?.id);
    expect(hourly).toMatchObject([
      {
        ScheduleExpression: 'cron(5 * * * ? *)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Input: '{}',
          DeadLetterConfig: {
            Arn: { 'Fn::GetAtt': [expect.stringContaining('FailedRuns'), 'Arn'] },
          },
        },
      },
    ]);
  });

  it('that fail are tried again within the hour, then kept', () => {
    const invocations = resourcesOf('AWS::Lambda::EventInvokeConfig')
      .map(({ Properties }) => Properties)
      .filter(({ FunctionName }) => FunctionName.Ref === remind?.id);
    expect(invocations).toMatchObject([
      {
        MaximumEventAgeInSeconds: 3_600,
        MaximumRetryAttempts: 2,
        DestinationConfig: {
          OnFailure: {
            Destination: { 'Fn::GetAtt': [expect.stringContaining('FailedRuns'), 'Arn'] },
          },
        },
      },
    ]);
  });

  it('can do what it takes, and nothing else', () => {
    expect(linesOf('remind', 'Allow')).toEqual([
      'dynamodb:BatchGetItem DocumentStoreDocuments',
      'dynamodb:GetItem DeliveryStoreDeliveries',
      'dynamodb:GetItem DocumentStoreDocuments',
      'dynamodb:PutItem DeliveryStoreDeliveries',
      'dynamodb:Query DeliveryStoreDeliveries',
      'dynamodb:Query DocumentStoreDecisions',
      'dynamodb:Query DocumentStoreDocuments/index/due',
      'dynamodb:Scan SubscriptionStoreSubscriptions',
      'logs:CreateLogStream RemindersRemindLogs',
      'logs:PutLogEvents RemindersRemindLogs',
      'sqs:GetQueueAttributes FailedRuns',
      'sqs:GetQueueUrl FailedRuns',
      'sqs:SendMessage FailedRuns',
      'sqs:SendMessage SubscriberDeliveryWakesQueue',
      'xray:PutTelemetryRecords *',
      'xray:PutTraceSegments *',
    ]);
  });

  it('are missed by somebody after three hours of silence', () => {
    const silent = resourcesOf('AWS::CloudWatch::Alarm')
      .map(({ Properties }) => Properties)
      .filter(({ AlarmDescription }) => AlarmDescription.endsWith('#reminders-silent'));
    expect(silent).toMatchObject([
      {
        MetricName: 'Invocations',
        Dimensions: [{ Name: 'FunctionName', Value: { Ref: remind?.id } }],
        Period: 3_600,
        EvaluationPeriods: 3,
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData: 'breaching',
      },
    ]);
  });
});
