import middy from '@middy/core';
import { correlated } from '#shared/application/correlated.ts';
import { type RemindDependencies, remind } from '#shared/application/remind.ts';
import { shift } from '#shared/domain/instant.ts';
import { logger } from '#shared/runtime/logger.ts';
import { count } from '#shared/runtime/metrics.ts';
import { base } from '#shared/runtime/middleware.ts';

/** Kept free to finish the documents that were begun with. */
const marginMilliseconds = 60_000;

/** Invoked every hour by a schedule: gives subscriptions the reminders that they alone ask for. */
export const createHandler = (dependencies: RemindDependencies) =>
  middy<unknown, void>()
    .use(base())
    .handler(async (_event, context) => {
      const left = context.getRemainingTimeInMillis() - marginMilliseconds;
      const deadline = shift(dependencies.clock.now(), left);
      const correlation_id = context.awsRequestId;
      const { failed, ...result } = await remind(correlated(dependencies, correlation_id), {
        deadline,
      });
      logger.info('subscriptions reminded', { correlation_id, ...result, failed: failed.length });
      count('RemindersGiven', result.given);
      for (const { documentId, error } of failed) {
        logger.error('reminders not given', { documentId, error });
      }
      if (failed.length > 0)
        throw new Error(`Reminders of ${failed.length} documents are not given`);
    });
