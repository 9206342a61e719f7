import { setTimeout } from 'node:timers/promises';
import { type DeployOptions, deploy, type Outputs } from './deploy.ts';
import { apiAddress, region } from './endpoint.ts';
import { homeOrganisation, tokensFor, type UserPool } from './identity.ts';
import type { Messages } from './messages.ts';
import { Problem } from './problem.ts';
import type { Stack } from './stack-file.ts';

/** A deployed stack: where it is, and who may sign in to it. */
export interface Installation {
  readonly stack: Stack;
  readonly userPool: UserPool;
}

const answerTimeoutMs = 60_000;

/** Deploys the stack into an emulator, and makes the users that a newcomer needs. */
export const install = async (options: DeployOptions): Promise<Installation> => {
  const { endpointUrl, say, signal, progress } = options;
  const outputs = await deploy(options);
  progress?.('GET /v1/health');
  const apiUrl = apiAddress(endpointUrl, apiIdIn(outputs));
  await untilHealthy(apiUrl, say, signal);
  progress?.('Cognito');
  const userPool = {
    endpointUrl,
    userPoolId: outputs.UserPoolId,
    clientId: outputs.UserPoolClientId,
  };
  const stack = {
    apiUrl,
    endpointUrl,
    region,
    tokens: await tokensFor(userPool, homeOrganisation),
    eventBusName: outputs.EventBusName,
    bucketName: outputs.FilesBucketName,
    tables: {
      documents: outputs.DocumentsTableName,
      decisions: outputs.DecisionsTableName,
      events: outputs.EventsTableName,
      subscriptions: outputs.SubscriptionsTableName,
      deliveries: outputs.DeliveriesTableName,
      feedLinks: outputs.FeedLinksTableName,
      idempotency: outputs.IdempotencyTableName,
    },
  };
  return { stack, userPool };
};

/** The same stack with new tokens: they last an hour. */
export const withNewTokens = async ({ stack, userPool }: Installation): Promise<Stack> => ({
  ...stack,
  tokens: await tokensFor(userPool, homeOrganisation),
});

const apiIdIn = ({ ApiUrl }: Outputs): string => {
  const [, apiId] = /^https?:\/\/([^.]+)\./.exec(ApiUrl) ?? [];
  if (apiId === undefined) throw new Error(`No API in ${ApiUrl}`);
  return apiId;
};

const untilHealthy = async (
  apiUrl: string,
  say: Messages,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const deadline = Date.now() + answerTimeoutMs;
  let answer = '';
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    try {
      const response = await fetch(`${apiUrl}/v1/health`, { signal: AbortSignal.timeout(20_000) });
      if (response.ok) return;
      answer = `${response.status} ${await response.text()}`;
    } catch (error) {
      answer = String(error);
    }
    await setTimeout(500);
  }
  throw new Problem(say.apiSilent(`${apiUrl}/v1/health`, answer.slice(0, 600)));
};
