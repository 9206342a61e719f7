/** Names of the stack's outputs by which infra/operations finds what it works on: `WakeUpsQueueUrl` … */
export const outputNames = {
  queueUrl: (queue: string): string => `${pascal(queue)}QueueUrl`,
  deadLettersUrl: (queue: string): string => `${pascal(queue)}DeadLettersUrl`,
  functionName: (folder: string): string => `${pascal(folder)}FunctionName`,
  failuresBucket: 'FailuresBucketName',
};

const pascal = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
