import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { type ApplyDueDependencies, applyDue } from '#shared/application/apply-due.ts';
import { correlated } from '#shared/application/correlated.ts';
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
          handle: (message, id) => apply(correlated(dependencies, id), message, { context, id }),
        });
      }
      const id = context.awsRequestId;
      await apply(correlated(dependencies, id), event, { context, id });
      return undefined;
    });

const apply = async (
  dependencies: ApplyDueDependencies,
  input: WakeUp,
  { context, id: correlation_id }: { readonly context: Context; readonly id: string },
): Promise<void> => {
  const left = context.getRemainingTimeInMillis() - marginMilliseconds;
  const deadline = shift(dependencies.clock.now(), left);
  const wake = 'instant' in input && input;
  const { failed, ...result } = await applyDue(dependencies, { ...wake, deadline });
  const counts = { ...result, failed: failed.length };
  logger.info('due changes applied', { correlation_id, ...input, ...counts });
  count('DocumentsApplied', result.applied);
  for (const one of failed) logger.error('not applied', { correlation_id, ...one });
  // The next sweep, a minute later, tries them again anyway: this one need not be repeated and kept as well.
  if (failed.length > 0 && 'instant' in input) {
    throw new Error(`${failed.length} could not be written and stay due`);
  }
};
