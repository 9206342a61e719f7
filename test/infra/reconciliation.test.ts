import { describe, expect, it } from 'vitest';
import { linesOf } from './statements.ts';
import { resourcesOf } from './synthesize.ts';

const daily = (context = {}) =>
  resourcesOf('AWS::Scheduler::Schedule', context)
    .map(({ Properties }) => Properties)
    .filter(({ Target }) => Target.Input === '{"begin":true}');

describe('a reconciliation', () => {
  it('begins every night in the zone of the installation, by a message that is kept where it fails', () => {
    expect(daily()).toMatchObject([
      {
        ScheduleExpression: 'cron(17 3 * * ? *)',
        ScheduleExpressionTimezone: 'Europe/Stockholm',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: { 'Fn::GetAtt': [expect.stringContaining('ReconciliationStepsQueue'), 'Arn'] },
          Input: '{"begin":true}',
          DeadLetterConfig: {
            Arn: {
              'Fn::GetAtt': [expect.stringContaining('ReconciliationStepsDeadLetters'), 'Arn'],
            },
          },
        },
      },
    ]);
    expect(daily({ timeZone: 'Europe/Helsinki' })).toMatchObject([
      { ScheduleExpressionTimezone: 'Europe/Helsinki' },
    ]);
  });

  it('is begun by a role that may do nothing else', () => {
    const lines = linesOf('scheduler', 'Allow').filter((line) => /Reconciliation/.test(line));
    expect(lines).toEqual([
      'sqs:SendMessage ReconciliationStepsDeadLetters',
      'sqs:SendMessage ReconciliationStepsQueue',
    ]);
  });

  it('can do what it takes, and nothing else', () => {
    expect(linesOf('reconcile', 'Allow')).toEqual([
      'dynamodb:GetItem DocumentStoreDocuments',
      'dynamodb:GetItem PunctualityStorePunctuality',
      'dynamodb:PutItem DocumentStoreDocuments',
      'dynamodb:PutItem EventLogEvents',
      'dynamodb:PutItem PunctualityStorePunctuality',
      'dynamodb:Query DocumentStoreDecisions',
      'dynamodb:Query DocumentStoreDocuments',
      'dynamodb:Query DocumentStoreDocuments/index/registered',
      'dynamodb:Query EventLogEvents',
      'dynamodb:Query PunctualityStorePunctuality',
      'dynamodb:UpdateItem PunctualityStorePunctuality',
      'events:PutEvents EventRelayBus',
      'iam:PassRole LifecycleClockSchedulerRole',
      'logs:CreateLogStream ReconciliationReconcileLogs',
      'logs:PutLogEvents ReconciliationReconcileLogs',
      'scheduler:CreateSchedule arn:AWS::Partition:scheduler:AWS::Region:AWS::AccountId:schedule/LifecycleClockSchedules/*',
      'sqs:ChangeMessageVisibility ReconciliationStepsQueue',
      'sqs:DeleteMessage ReconciliationStepsQueue',
      'sqs:GetQueueAttributes ReconciliationStepsQueue',
      'sqs:GetQueueUrl ReconciliationStepsQueue',
      'sqs:ReceiveMessage ReconciliationStepsQueue',
      'sqs:SendMessage LifecycleClockWakeUpsQueue',
      'sqs:SendMessage ReconciliationStepsDeadLetters',
      'sqs:SendMessage ReconciliationStepsQueue',
      'xray:PutTelemetryRecords *',
      'xray:PutTraceSegments *',
    ]);
  });
});
