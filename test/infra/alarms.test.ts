import { readFileSync } from 'node:fs';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ikraft, resourcesOf, templateOf } from './synthesize.ts';

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const [, ofAlarms = ''] = /^## Alarms$(.*?)^## /ms.exec(runbook) ?? [];
const sections = new Map(
  ofAlarms
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...text] = section.split('\n');
      return [title, text.join('\n')];
    }),
);
const alarms = resourcesOf('AWS::CloudWatch::Alarm');
const sectionOf = (alarm: (typeof alarms)[number]): string =>
  String(alarm.Properties.AlarmDescription).replace(/^.*docs\/runbook\.md#/, '');

const watched = (metric: string) =>
  alarms
    .filter(({ Properties }) => Properties.MetricName === metric)
    .map(({ Properties }) => JSON.stringify(Properties.Dimensions));

describe('an alarm', () => {
  it('says what is wrong, and ends with the section of the runbook that tells what to do', () => {
    for (const alarm of alarms) {
      const { AlarmDescription } = alarm.Properties;
      expect(AlarmDescription).toMatch(/^\S.{20,}\. See docs\/runbook\.md#[a-z-]+$/);
      expect([...sections.keys()]).toContain(sectionOf(alarm));
    }
  });

  it('exists for every section on alarms in the runbook', () => {
    expect([...sections.keys()].sort()).toEqual([...new Set(alarms.map(sectionOf))].sort());
  });

  it.each([...sections])(
    'has in %s what it means, what is lost, where to look and what to do',
    (_, text) => {
      const parts = [...text.matchAll(/^\*\*(\w+)\.\*\* (.+)$/gm)].map(([, name]) => name);
      expect(parts).toEqual(['Meaning', 'Meanwhile', 'Look', 'Do']);
    },
  );

  it('looks at one metric, so that all of them cost a tenth of a dollar each', () => {
    expect(alarms.length).toBeLessThanOrEqual(26);
    for (const { Properties } of alarms) {
      expect(Properties.Metrics).toBeUndefined();
      expect(Properties.MetricName).toEqual(expect.any(String));
      expect(Properties.Period).toBeGreaterThanOrEqual(60);
    }
  });

  it('tells of whatever a function logs as an error, and of each invocation that failed', () => {
    const logs = new Map(
      resourcesOf('AWS::Lambda::Function').map(({ Properties }) => [
        Properties.LoggingConfig.LogGroup.Ref,
        Properties,
      ]),
    );
    const filters = resourcesOf('AWS::Logs::MetricFilter').filter(
      ({ Properties }) => Properties.MetricTransformations[0].MetricName === 'LoggedErrors',
    );
    const report = '($.type = "platform.report") && ($.record.status != "success")';
    for (const { Properties } of filters) {
      const fn = logs.get(Properties.LogGroupName.Ref);
      expect(fn.LoggingConfig.LogFormat).toBe('JSON');
      const isApi = fn.Environment.Variables.POWERTOOLS_SERVICE_NAME === 'api';
      expect(Properties.FilterPattern).toBe(
        isApi ? `{ ${report} }` : `{ ($.level = "ERROR") || (${report}) }`,
      );
      expect(Properties.MetricTransformations).toEqual([
        { MetricName: 'LoggedErrors', MetricNamespace: 'Ikraft', MetricValue: '1' },
      ]);
      logs.delete(Properties.LogGroupName.Ref);
    }
    expect([...logs.keys()]).toEqual([]);
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('#errors$'),
      Namespace: 'Ikraft',
      MetricName: 'LoggedErrors',
      Statistic: 'Sum',
      Threshold: 1,
    });
  });

  it('watches every queue of dead letters', () => {
    const dimensions = watched('ApproximateNumberOfMessagesVisible');
    const queues = resourcesOf('AWS::SQS::Queue').filter(({ id }) => /DeadLetters|Failed/.test(id));
    expect(queues).toHaveLength(8);
    for (const { id } of queues) {
      expect(dimensions).toContainEqual(expect.stringContaining(id));
    }
  });

  it('watches the age of the stream that carries events', () => {
    expect(watched('IteratorAge')).toEqual([expect.stringContaining('EventRelay')]);
  });

  it.each([
    ['SubscriptionDisabled', 'subscription-disabled', 'Sum', 1],
    ['ReceiverUnreached', 'receivers-unreached', 'Sum', 25],
    ['Repaired', 'repaired', 'Sum', 1],
    ['LatenessWritten', 'late', 'Maximum', 30_000],
  ])(
    'watches what the functions themselves report as %s',
    (MetricName, section, Statistic, Threshold) => {
      templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmDescription: Match.stringLikeRegexp(`#${section}$`),
        Namespace: 'Ikraft',
        MetricName,
        Dimensions: [{ Name: 'service', Value: 'ikraft' }],
        Statistic,
        Threshold,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      });
    },
  );

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

  it('tells where no reconciliation has ended for a day and two hours', () => {
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('#not-reconciled$'),
      Namespace: 'Ikraft',
      MetricName: 'PassesFinished',
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: 26,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'missing',
    });
  });

  it('watches the age of events and wakes that wait, longer where they wait for good reason', () => {
    const ages = alarms
      .filter(({ Properties }) => Properties.MetricName === 'ApproximateAgeOfOldestMessage')
      .map(({ Properties: { AlarmDescription, Threshold } }) => [
        AlarmDescription.replace(/\..*$/, ''),
        Threshold,
      ]);
    expect(ages).toEqual([
      ['Messages wait for more than 10 minutes: events', 600],
      ['Messages wait for more than 30 minutes: deliveries', 1800],
    ]);
  });

  it('tells of events that the bus could hand to nobody', () => {
    templateOf().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Events',
      MetricName: 'InvocationsFailedToBeSentToDlq',
      Dimensions: [
        { Name: 'EventBusName', Value: { Ref: Match.stringLikeRegexp('EventRelayBus') } },
        {
          Name: 'RuleName',
          Value: {
            'Fn::Select': [
              2,
              {
                'Fn::Split': ['/', { 'Fn::GetAtt': [Match.stringLikeRegexp('EveryEvent'), 'Arn'] }],
              },
            ],
          },
        },
      ],
    });
  });
});

describe('what the functions report', () => {
  it('is under the name of the stack, so that two of them are told apart', () => {
    for (const { Properties } of resourcesOf('AWS::Lambda::Function')) {
      expect(Properties.Environment.Variables.POWERTOOLS_METRICS_NAMESPACE).toBe('Ikraft');
    }
  });
});

describe('an address for alarms', () => {
  const context = { alarmEmail: 'duty@example.org' };

  it.each([
    [{}, 1],
    [{ stage: 'development' }, 0],
    [context, 0],
  ])('is asked for in production: %o gives %i warnings', (stated, count) => {
    const { stack } = ikraft(stated);
    const said = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('No alarm'));
    expect(said).toHaveLength(count);
  });

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

describe('the query of the runbook', () => {
  it('covers every log group of the stack Ikraft, and none of another installation', () => {
    const [, prefix = ''] = /--log-group-name-prefix (\S+)/.exec(runbook) ?? [];
    const { Resources } = templateOf().toJSON();
    const names = Object.entries(Resources)
      .filter(([, resource]) => Object(resource).Type === 'AWS::Logs::LogGroup')
      .map(([id]) => id);
    expect(names.length).toBeGreaterThan(12);
    for (const id of names) expect(`Ikraft-${id}`).toMatch(new RegExp(`^${prefix}`));
    expect(`Ikraft-test-${names[0]}`).not.toMatch(new RegExp(`^${prefix}`));
  });
});
