import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { env } from '#shared/runtime/env.ts';
import { functions, statements } from './statements.ts';
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
    expect(mappings).toHaveLength(9);
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

describe('a function that may send to a queue that it reads', () => {
  it('allows loops, no other does', () => {
    const sources = resourcesOf('AWS::Lambda::EventSourceMapping').map(({ Properties }) => ({
      reader: String(Properties.FunctionName.Ref),
      queue: JSON.stringify(Properties.EventSourceArn),
    }));
    const sends = statements().filter(({ actions }) => actions.includes('sqs:SendMessage'));
    const sendsToItself = ({ id, name }: { readonly id: string; readonly name: string }) =>
      sources.some(
        ({ reader, queue }) =>
          reader === id &&
          sends.some(({ who, resources }) => who === name && resources.includes(queue)),
      );
    const allowed = resourcesOf('AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.RecursiveLoop === 'Allow')
      .map(({ id }) => id);
    const looping = functions().filter(sendsToItself);
    expect(looping.map(({ name }) => name).sort()).toEqual([
      'apply-due',
      'deliver',
      'reconcile',
      'replay',
    ]);
    expect(looping.map(({ id }) => id).sort()).toEqual(allowed.sort());
  });
});

describe('a queue with a consumer', () => {
  it('hands what fails every time to dead letters of its own', () => {
    const queues = resourcesOf('AWS::SQS::Queue').filter(({ id }) => !deadLetters.includes(id));
    expect(queues).toHaveLength(7);
    const targets = queues.map(({ Properties }) =>
      queueOf(Properties.RedrivePolicy.deadLetterTargetArn),
    );
    expect(new Set(targets).size).toBe(7);
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

describe('a sweep', () => {
  const invocations = resourcesOf('AWS::Lambda::EventInvokeConfig');
  const schedules = resourcesOf('AWS::Scheduler::Schedule');
  /** Where the function's invocations end that fail, and those that never arrive. */
  const endsOf = (name: string) => {
    const { id } = functions().find((each) => each.name === name) ?? {};
    const invocation = invocations.find(({ Properties }) => Properties.FunctionName.Ref === id);
    const schedule = schedules.find(({ Properties }) =>
      queueOf(Properties.Target.Arn).includes(String(id)),
    );
    return {
      failed: queueOf(invocation?.Properties.DestinationConfig.OnFailure.Destination),
      undelivered: queueOf(schedule?.Properties.Target.DeadLetterConfig.Arn),
    };
  };

  it('is made every minute, of changes that are due and of deliveries', () => {
    const sweeps = schedules.filter(
      ({ Properties }) => Properties.ScheduleExpression === 'rate(1 minute)',
    );
    expect(sweeps.map(({ Properties }) => Properties.Target.Input)).toEqual([
      '{"sweep":true}',
      '{}',
    ]);
    for (const { Properties } of sweeps) {
      expect(Properties.FlexibleTimeWindow).toEqual({ Mode: 'OFF' });
    }
  });

  it.each(['apply-due', 'sweep-deliveries'])(
    'by %s leaves what failed and what never arrived where it is found',
    (name) => {
      const { failed, undelivered } = endsOf(name);
      expect(deadLetters).toEqual(expect.arrayContaining([failed, undelivered]));
    },
  );

  it('by apply-due is told apart from wake-ups that never arrived', () => {
    const { failed, undelivered } = endsOf('apply-due');
    expect(failed).not.toBe(undelivered);
  });
});

describe('a consumer', () => {
  it('of a queue knows where to leave what it can never take, and when', () => {
    const consumers = functions().filter(({ variables }) => env.deadLetterQueueUrl in variables);
    expect(consumers.map(({ name }) => name).sort()).toEqual([
      'apply-due',
      'deliver',
      'erase-files',
      'fan-out',
      'reconcile',
      'replay',
      'verify-upload',
    ]);
    for (const { variables } of consumers) expect(variables[env.queueAttempts]).toBe('5');
  });

  it('of a stream knows where to leave what it can never take', () => {
    const readers = functions().filter(({ variables }) => env.failuresBucket in variables);
    expect(readers.map(({ name }) => name).sort()).toEqual(['plan-wakeups', 'relay-events']);
  });
});
