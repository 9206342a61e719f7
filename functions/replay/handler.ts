import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { correlated } from '#shared/application/correlated.ts';
import { type RunReplayDependencies, runReplay } from '#shared/application/run-replay.ts';
import { replayStep } from '#shared/contracts/replay-step.ts';
import { eachMessage, type QueueEnd } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { base } from '#shared/runtime/middleware.ts';

/** One step of a replay for each message; the step itself asks for the next. */
export const createHandler = (dependencies: RunReplayDependencies & QueueEnd) =>
  middy<SQSEvent, SQSBatchResponse>()
    .use(base())
    .handler(({ Records }) =>
      eachMessage(Records, {
        ...dependencies,
        parse: (body) => replayStep.parse(body),
        handle: async ({ correlationId: correlation_id, ...step }, messageId) => {
          const own = correlated(dependencies, correlation_id ?? messageId);
          const result = await runReplay(own, step);
          logger.info('replay went on', { correlation_id, ...step, ...result });
        },
      }),
    );
