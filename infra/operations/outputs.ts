import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { Problem, reasonOf } from '../local/problem.ts';

/** What a deployed stack says about itself, by the names of its outputs. @throws Problem */
export const outputsOf = async (
  stackName: string,
  client = new CloudFormationClient(),
): Promise<(name: string) => string> => {
  const { Stacks: [stack] = [] } = await client
    .send(new DescribeStacksCommand({ StackName: stackName }))
    .catch((cause) => {
      throw new Problem(`The stack ${stackName} cannot be read: ${reasonOf(cause)}`, { cause });
    });
  const outputs = new Map(
    (stack?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  return (name) => {
    const value = outputs.get(name);
    if (value === undefined) {
      throw new Problem(`The stack ${stackName} has no output ${name}: deploy this version of it.`);
    }
    return value;
  };
};
