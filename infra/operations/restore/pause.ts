import {
  type CloudFormationClient,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteFunctionConcurrencyCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';

/** The functions of a stack, and what feeds them. */
export interface Pipeline {
  readonly functions: readonly string[];
  readonly mappings: readonly string[];
}

export const pipelineOf = async (
  client: CloudFormationClient,
  stackName: string,
): Promise<Pipeline> => {
  const resources: StackResourceSummary[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stackName })) {
    resources.push(...(page.StackResourceSummaries ?? []));
  }
  const of = (type: string) =>
    resources.flatMap(({ ResourceType, PhysicalResourceId }) =>
      ResourceType === type && PhysicalResourceId !== undefined ? [PhysicalResourceId] : [],
    );
  return {
    functions: of('AWS::Lambda::Function'),
    mappings: of('AWS::Lambda::EventSourceMapping'),
  };
};

/**
 * Lets nothing run: what feeds the functions stops, then the functions themselves. What comes meanwhile waits in
 * streams and queues; the API answers 503, and sweeps that fail have nothing to make up for.
 */
export const pause = async (client: LambdaClient, pipeline: Pipeline): Promise<void> => {
  await setMappings(client, pipeline, false);
  for (const FunctionName of pipeline.functions) {
    const request = { FunctionName, ReservedConcurrentExecutions: 0 };
    await client.send(new PutFunctionConcurrencyCommand(request));
  }
};

/** Lets everything run again. May be done again. */
export const resume = async (client: LambdaClient, pipeline: Pipeline): Promise<void> => {
  for (const FunctionName of pipeline.functions) {
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  }
  await setMappings(client, pipeline, true);
};

const setMappings = async (
  client: LambdaClient,
  { mappings }: Pipeline,
  Enabled: boolean,
): Promise<void> => {
  for (const UUID of mappings) {
    await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  }
};
