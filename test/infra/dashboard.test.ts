import { describe, expect, it } from 'vitest';
import { resourcesOf } from './synthesize.ts';

/** What CloudFormation makes of the body, with names of resources in place of what they refer to. */
const bodyOf = (body: unknown): string => {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) return body.map(bodyOf).join('');
  if (typeof body !== 'object' || body === null) return '';
  const { Ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = Object(body);
  return Ref ?? (join === undefined ? bodyOf(attribute?.[0]) : bodyOf(join[1]));
};

const dashboards = resourcesOf('AWS::CloudWatch::Dashboard', { dashboard: true });
const body = bodyOf(dashboards[0]?.Properties.DashboardBody);

interface Widget {
  readonly properties: { readonly title?: string; readonly metrics?: readonly unknown[] };
}
const widgets: readonly Widget[] = JSON.parse(body).widgets;

describe('the dashboard', () => {
  it('is one page', () => {
    expect(dashboards).toHaveLength(1);
    expect(widgets.length).toBeGreaterThan(15);
  });

  it('is there where it is wanted, and in strict installations', () => {
    expect(resourcesOf('AWS::CloudWatch::Dashboard')).toEqual([]);
    expect(resourcesOf('AWS::CloudWatch::Dashboard', { strict: true })).toHaveLength(1);
  });

  it.each([
    ['lateness', ['LatenessWritten', 'LatenessDelivered', 'p50', 'p99', 'Maximum']],
    ['what was missed and repaired', ['Transitions', 'Missed', 'Repaired', 'FailedDocuments']],
    ['dead letters', ['ApproximateNumberOfMessagesVisible', 'PoisonKept', 'DroppedEventCount']],
    ['deliveries', ['Delivered', 'DeliveryFailed', 'DeliveryGivenUp', 'ReceiverUnreached']],
    ['errors', ['LoggedErrors', 'FailedRecords', '5xx', '4xx']],
    ['throttles', ['ReadThrottleEvents', 'WriteThrottleEvents', 'Throttles', 'ThrottledRequests']],
    ['ages', ['IteratorAge', 'ApproximateAgeOfOldestMessage']],
    ['wake-ups', ['TargetErrorCount', 'InvocationDroppedCount', 'TargetErrorThrottledCount']],
    ['GB-seconds and invocations', ['Invocations', 'Duration', 'ConcurrentExecutions']],
    ['units', ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits']],
    ['requests', ['PutEventsApproximateCallCount', 'NumberOfMessagesSent', '"Count"']],
  ])('shows %s', (_, names) => {
    for (const name of names) expect(body).toContain(name);
  });

  it.each([
    ['function', 'AWS::Lambda::Function'],
    ['table', 'AWS::DynamoDB::GlobalTable'],
    ['alarm', 'AWS::CloudWatch::Alarm'],
  ])('shows every %s', (_, type) => {
    const resources = resourcesOf(type);
    expect(resources.length).toBeGreaterThan(5);
    for (const { id } of resources) expect(body).toContain(id);
  });

  it('shows every queue, by its age or by what lies in it', () => {
    for (const { id } of resourcesOf('AWS::SQS::Queue')) expect(body).toContain(`${id}`);
  });

  it('shows throttles of every index', () => {
    const names = resourcesOf('AWS::DynamoDB::GlobalTable').flatMap(({ Properties }) =>
      (Properties.GlobalSecondaryIndexes ?? []).map(
        ({ IndexName }: { IndexName: string }) => IndexName,
      ),
    );
    expect(names).toHaveLength(8);
    for (const name of names) {
      expect(body).toContain(`"GlobalSecondaryIndexName","${name}"`);
    }
  });

  it('weighs the time of each function by its memory', () => {
    const functions = resourcesOf('AWS::Lambda::Function');
    const [, sum = ''] = /"expression":"\(([^)]+)\)\/1024\/1000"/.exec(body) ?? [];
    const weights = sum.split('+').map((term) => Number(term.split('*')[1]));
    expect(weights.sort()).toEqual(functions.map(({ Properties }) => Properties.MemorySize).sort());
  });
});
