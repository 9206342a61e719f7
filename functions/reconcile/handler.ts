import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { correlated } from '#shared/application/correlated.ts';
import type { Pass } from '#shared/application/ports.ts';
import { type ReconcileDependencies, reconcile } from '#shared/application/reconcile.ts';
import { reconcileEvent, reconcileMessage } from '#shared/contracts/reconcile-step.ts';
import { type Instant, shift } from '#shared/domain/instant.ts';
import { eachMessage, type QueueEnd } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { count } from '#shared/runtime/metrics.ts';
import { base } from '#shared/runtime/middleware.ts';
import { measured } from './measured.ts';

/** Kept free to finish the documents that were taken up, and to ask for the next step. */
const marginMilliseconds = 30_000;

/** One step of a pass for each message. An operator's command begins a pass, and asks how it goes. */
export const createHandler = (dependencies: ReconcileDependencies & QueueEnd) => {
  const { clock, punctuality } = dependencies;
  return middy<unknown, SQSBatchResponse | Pass | null>()
    .use(base())
    .handler(async (input, context) => {
      const event = reconcileEvent.parse(input);
      if ('Records' in event) {
        return eachMessage(event.Records, {
          ...dependencies,
          parse: (body) => reconcileMessage.parse(body),
          handle: (message, id) =>
            step(dependencies, id, { ...message, deadline: deadlineOf(context, clock.now()) }),
        });
      }
      // The first documents only, so that who asks soon hears of it.
      const soon = { deadline: clock.now() };
      if ('begin' in event) await step(dependencies, context.awsRequestId, soon);
      return (await punctuality.latestPass()) ?? null;
    });
};

const deadlineOf = (context: Context, now: Instant): Instant =>
  shift(now, context.getRemainingTimeInMillis() - marginMilliseconds);

const step = async (
  dependencies: ReconcileDependencies,
  correlation_id: string,
  input: Parameters<typeof reconcile>[1],
): Promise<void> => {
  const own = correlated(dependencies, correlation_id);
  const punctuality = measured(own.punctuality);
  const { pass, repaired, failed } = await reconcile({ ...own, punctuality }, input);
  for (const one of repaired) logger.warn('set right', { correlation_id, ...one });
  for (const { documentId, error } of failed) {
    logger.error('document not reconciled', { correlation_id, documentId, error });
  }
  const { passId = input.passId, documents, finishedAt } = pass ?? {};
  logger.info('reconciliation went on', { correlation_id, passId, documents, finishedAt });
  count('Repaired', repaired.length);
  count('FailedDocuments', failed.length);
  if (finishedAt !== undefined) count('PassesFinished');
};
