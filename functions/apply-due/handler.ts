import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { type ApplyDueDependencies, applyDue } from '#shared/application/apply-due.ts';
import { applyDueEvent, type WakeUp, wakeUp } from '#shared/contracts/wake-up.ts';
import { shift } from '#shared/domain/instant.ts';
import { eachMessage, type QueueEnd } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { count } from '#shared/runtime/metrics.ts';
import { base } from '#shared/runtime/middleware.ts';

/** Kept free to finish what was started, and to ask for another wake-up. */
const marginMilliseconds = 10_000;

/** Woken by a schedule or through the wake-up queue: writes what is due. */
export const createHandler = (dependencies: ApplyDueDependencies & QueueEnd) =>
  middy<unknown, SQSBatchResponse | undefined>()
    .use(base())
    .handler(async (input, context) => {
      const event = applyDueEvent.parse(input);
      if ('Records' in event) {
        return eachMessage(event.Records, {
          ...dependencies,
          parse: (body) => wakeUp.parse(body),
          handle: (message) => apply(dependencies, message, context),
        });
      }
      await apply(dependencies, event, context);
      return undefined;
    });

const apply = async (
  dependencies: ApplyDueDependencies,
  input: WakeUp,
  context: Context,
): Promise<void> => {
  const left = context.getRemainingTimeInMillis() - marginMilliseconds;
  const deadline = shift(dependencies.clock.now(), left);
  const wake = 'instant' in input && input;
  const { failed, ...result } = await applyDue(dependencies, { ...wake, deadline });
  logger.info('due changes applied', { ...input, ...result, failed: failed.length });
  count('DocumentsApplied', result.applied);
  for (const one of failed) logger.error('not applied', one);
  if (failed.length > 0) throw new Error(`${failed.length} could not be written and stay due`);
};
