import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, templateOf } from './synthesize.ts';

const queueOf = (reference: Record<string, [string, string]>): string =>
  String(reference['Fn::GetAtt']?.[0]);

const deadLetters = resourcesOf('AWS::SQS::Queue')
  .map(({ id }) => id)
  .filter((id) => /DeadLetters|Failed/.test(id));

describe('an event source of a function', () => {
  const mappings = resourcesOf('AWS::Lambda::EventSourceMapping');
  const streams = mappings.filter(({ Properties }) => Properties.StartingPosition !== undefined);

  it('reports the items that failed, so that one of them holds up no other', () => {
    expect(mappings).toHaveLength(6);
    for (const { Properties } of mappings) {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
  });

  it('on a stream gives up in the end, and keeps the whole record', () => {
    expect(streams).toHaveLength(2);
    for (const { Properties } of streams) {
      expect(Properties).toMatchObject({
        StartingPosition: 'TRIM_HORIZON',
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 20,
        MaximumRecordAgeInSeconds: 72_000,
        DestinationConfig: {
          OnFailure: {
            Destination: { 'Fn::GetAtt': [expect.stringContaining('Failures'), 'Arn'] },
          },
        },
      });
    }
  });

  it('on a stream is filtered by leaves of the record, which is all that Lambda can see', () => {
    const patterns = streams.map(({ Properties }) =>
      JSON.parse(Properties.FilterCriteria.Filters[0].Pattern),
    );
    expect(patterns).toEqual([
      { dynamodb: { NewImage: { item: { S: ['document'] } } } },
      { dynamodb: { NewImage: { wakeAt: { S: [{ exists: true }] } } } },
    ]);
  });

  it('on a queue waits as long for an answer as the function may take, six times over', () => {
    const timeouts = new Map(
      resourcesOf('AWS::Lambda::Function').map(({ id, Properties }) => [id, Properties.Timeout]),
    );
    for (const { Properties } of mappings.filter((each) => !streams.includes(each))) {
      const queue = queueOf(Properties.EventSourceArn);
      expect(templateOf().findResources('AWS::SQS::Queue')[queue]?.Properties).toMatchObject({
        VisibilityTimeout: 6 * timeouts.get(Properties.FunctionName.Ref),
      });
    }
  });
});

describe('a queue with a consumer', () => {
  it('hands what fails every time to dead letters of its own', () => {
    const queues = resourcesOf('AWS::SQS::Queue').filter(({ id }) => !deadLetters.includes(id));
    expect(queues).toHaveLength(4);
    const targets = queues.map(({ Properties }) =>
      queueOf(Properties.RedrivePolicy.deadLetterTargetArn),
    );
    expect(new Set(targets).size).toBe(4);
    expect(deadLetters).toEqual(expect.arrayContaining(targets));
  });
});

describe('a rule', () => {
  it('keeps what it cannot deliver, and may put it there', () => {
    const rules = resourcesOf('AWS::Events::Rule');
    expect(rules).toHaveLength(2);
    for (const { Properties } of rules) {
      const queue = queueOf(Properties.Targets[0].DeadLetterConfig.Arn);
      expect(deadLetters).toContain(queue);
      templateOf().hasResourceProperties('AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: queue }],
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Action: 'sqs:SendMessage',
              Principal: { Service: 'events.amazonaws.com' },
            }),
          ]),
        },
      });
    }
  });
});

describe('apply-due', () => {
  const [invocation] = resourcesOf('AWS::Lambda::EventInvokeConfig');
  const [sweep] = resourcesOf('AWS::Scheduler::Schedule');

  it('has a place for invocations that fail and another for those that never arrive', () => {
    const failed = queueOf(invocation?.Properties.DestinationConfig.OnFailure.Destination);
    const undelivered = queueOf(sweep?.Properties.Target.DeadLetterConfig.Arn);
    expect(deadLetters).toEqual(expect.arrayContaining([failed, undelivered]));
    expect(failed).not.toBe(undelivered);
  });

  it('sweeps every minute', () => {
    expect(sweep?.Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Input: '{"sweep":true}' },
    });
  });
});
