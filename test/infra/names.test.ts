import { describe, expect, it } from 'vitest';
import { configurations } from './configurations.ts';
import { resourcesOf, templateOf } from './synthesize.ts';

/** Properties that name a resource where CloudFormation would otherwise make up a name. */
const physicalNames = [
  'AlarmName',
  'BucketName',
  'ClientName',
  'FunctionName',
  'LogGroupName',
  'QueueName',
  'RoleName',
  'TableName',
  'TopicName',
  'UserPoolName',
];
const namedByName = [
  'AWS::Events::Rule',
  'AWS::Scheduler::Schedule',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::WAFv2::WebACL',
];

const strict = configurations.strict ?? {};

const types = Object.values(templateOf(strict).toJSON().Resources).map((resource) =>
  String(Object(resource).Type),
);

describe('the names of resources', () => {
  it.each([...new Set(types)])('of type %s are left to CloudFormation', (type) => {
    const names = [...physicalNames, ...(namedByName.includes(type) ? ['Name'] : [])];
    for (const { Properties = {} } of resourcesOf(type, strict)) {
      const stated = names.filter((name) => typeof Properties[name] === 'string');
      expect(stated).toEqual([]);
    }
  });

  it('come from their place in the stack where CloudFormation asks for one', () => {
    const [bus] = resourcesOf('AWS::Events::EventBus');
    expect(bus?.Properties.Name).toMatch(/^Ikraft.*[0-9A-F]{8}$/);
  });
});
