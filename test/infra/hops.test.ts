import { describe, expect, it } from 'vitest';
import { resourcesOf } from './synthesize.ts';

/**
 * Every hand-over from one part to the next that nobody waits for. Each needs bounded retries, a place for what is
 * given up, and an alarm on that place.
 */
interface Hop {
  readonly name: string;
  /** The resource that hands over. */
  readonly source: string;
  readonly retries: unknown;
  /** Where it is kept. */
  readonly place: unknown;
}

const ids = (type: string) => resourcesOf(type).map(({ id }) => id);
const mentioned = (value: unknown, among: readonly string[]) =>
  among.find((id) => JSON.stringify(value ?? null).includes(`"${id}"`));

const mappings = resourcesOf('AWS::Lambda::EventSourceMapping');
const invocations = resourcesOf('AWS::Lambda::EventInvokeConfig');
const schedules = resourcesOf('AWS::Scheduler::Schedule');

const streams: Hop[] = mappings
  .filter(({ Properties }) => Properties.StartingPosition !== undefined)
  .map(({ id, Properties }) => ({
    name: `stream ${id}`,
    source: id,
    retries: Properties.MaximumRetryAttempts,
    place: Properties.DestinationConfig?.OnFailure,
  }));

const queues: Hop[] = resourcesOf('AWS::SQS::Queue')
  .filter(({ id }) => !/DeadLetters|Failed/.test(id))
  .map(({ id, Properties }) => ({
    name: `queue ${id}`,
    source: id,
    retries: Properties.RedrivePolicy?.maxReceiveCount,
    place: Properties.RedrivePolicy?.deadLetterTargetArn,
  }));

const rules: Hop[] = resourcesOf('AWS::Events::Rule').flatMap(({ id, Properties }) =>
  Properties.Targets.map((target: Record<string, Record<string, unknown>>) => ({
    name: `rule ${id}`,
    source: id,
    // Unless stated, EventBridge tries for 24 hours, 185 times.
    retries: target.RetryPolicy?.MaximumRetryAttempts ?? 185,
    place: target.DeadLetterConfig,
  })),
);

const scheduled: Hop[] = schedules.map(({ id, Properties }) => ({
  name: `schedule ${id}`,
  source: id,
  retries: Properties.Target.RetryPolicy?.MaximumRetryAttempts,
  place: Properties.Target.DeadLetterConfig,
}));

const asynchronous: Hop[] = invocations.map(({ id, Properties }) => ({
  name: `asynchronous invocation ${id}`,
  source: id,
  retries: Properties.MaximumRetryAttempts,
  place: Properties.DestinationConfig?.OnFailure,
}));

const hops = [...streams, ...queues, ...rules, ...scheduled, ...asynchronous];

/** What alarms look at: queues of dead letters by their depth, sources of events by what they put aside. */
const looksAt = (metric: string, id: string) =>
  resourcesOf('AWS::CloudWatch::Alarm').some(
    ({ Properties }) => Properties.MetricName === metric && mentioned(Properties.Dimensions, [id]),
  );

const failuresBucket = ids('AWS::S3::Bucket').filter((id) => id.includes('Failures'));

describe('a hand-over that nobody waits for', () => {
  it('is one of these', () => {
    expect([streams, queues, rules, scheduled, asynchronous].map(({ length }) => length)).toEqual([
      2, 7, 2, 4, 3,
    ]);
  });

  it.each(hops.map((hop) => [hop.name, hop] as const))(
    '%s is tried again, but not for ever',
    (_, { retries }) => {
      expect(Number(retries)).toBeGreaterThan(0);
      expect(Number(retries)).toBeLessThanOrEqual(185);
    },
  );

  it.each(hops.map((hop) => [hop.name, hop] as const))(
    '%s keeps what is given up where an alarm looks',
    (_, { place, source }) => {
      expect(place).toBeDefined();
      const queue = mentioned(place, ids('AWS::SQS::Queue'));
      if (queue === undefined) expect(mentioned(place, failuresBucket)).toBeDefined();
      const looked =
        queue === undefined
          ? looksAt('OnFailureDestinationDeliveredEventCount', source)
          : looksAt('ApproximateNumberOfMessagesVisible', queue);
      expect(looked).toBe(true);
    },
  );

  it('to a function by a schedule has an end of its own in the function, which Scheduler knows nothing of', () => {
    const functions = ids('AWS::Lambda::Function');
    const invoked = schedules.flatMap(
      ({ Properties }) => mentioned(Properties.Target.Arn, functions) ?? [],
    );
    expect(invoked).toHaveLength(3);
    const ended = invocations.map(({ Properties }) => Properties.FunctionName.Ref);
    expect(ended.sort()).toEqual([...invoked].sort());
  });
});
