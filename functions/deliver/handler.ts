import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { type AttemptTestDependencies, attemptTest } from '#shared/application/attempt-test.ts';
import { type DeliverDueDependencies, deliverDue } from '#shared/application/deliver-due.ts';
import type { Wake } from '#shared/application/ports.ts';
import { deliverEvent } from '#shared/contracts/deliver-event.ts';
import { deliveryMessage } from '#shared/contracts/delivery-message.ts';
import type { Attempt } from '#shared/domain/delivery.ts';
import { shift } from '#shared/domain/instant.ts';
import { eachMessage, type QueueEnd } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { count } from '#shared/runtime/metrics.ts';
import { base } from '#shared/runtime/middleware.ts';

type Dependencies = DeliverDueDependencies & AttemptTestDependencies & QueueEnd;

/** Kept free to finish what was started: a sending takes 15 seconds at the most. */
const marginMilliseconds = 20_000;

/** Woken through the queue it sends what is due to one endpoint; invoked by the API it makes a test. */
export const createHandler = (dependencies: Dependencies) =>
  middy<unknown, SQSBatchResponse | Attempt>()
    .use(base())
    .handler(async (input, context) => {
      const event = deliverEvent.parse(input);
      if ('test' in event) return test(dependencies, event.test);
      return eachMessage(event.Records, {
        ...dependencies,
        parse: (body) => deliveryMessage.parse(body),
        handle: (wake) => serve(dependencies, wake, context),
      });
    });

const serve = async (dependencies: Dependencies, wake: Wake, context: Context): Promise<void> => {
  const left = context.getRemainingTimeInMillis() - marginMilliseconds;
  const deadline = shift(dependencies.clock.now(), left);
  const result = await deliverDue(dependencies, { ...wake, deadline });
  logger.info('endpoint served', { subscriptionId: wake.subscriptionId, ...result });
  if (result.result === 'busy') return;
  const counted = {
    Delivered: result.delivered,
    DeliveryFailed: result.attempts - result.delivered,
    DeliveryGivenUp: result.givenUp,
    SubscriptionDisabled: result.disabled === undefined ? 0 : 1,
  };
  for (const [name, value] of Object.entries(counted)) {
    if (value > 0) count(name, value);
  }
};

const test = async (
  dependencies: Dependencies,
  asked: { readonly subscriptionId: string; readonly deliveryId: string },
): Promise<Attempt> => {
  const attempt = await attemptTest(dependencies, asked);
  logger.info('test attempted', { ...asked, ...attempt });
  return attempt;
};
