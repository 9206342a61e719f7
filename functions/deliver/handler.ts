import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { type AttemptTestDependencies, attemptTest } from '#shared/application/attempt-test.ts';
import { correlated } from '#shared/application/correlated.ts';
import { type DeliverDueDependencies, deliverDue } from '#shared/application/deliver-due.ts';
import type { Wake } from '#shared/application/ports.ts';
import { deliverEvent } from '#shared/contracts/deliver-event.ts';
import { deliveryMessage } from '#shared/contracts/delivery-message.ts';
import type { Attempt } from '#shared/domain/delivery.ts';
import { shift } from '#shared/domain/instant.ts';
import { eachMessage, type QueueEnd } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { count, milliseconds } from '#shared/runtime/metrics.ts';
import { base } from '#shared/runtime/middleware.ts';
import { logged } from './logged.ts';

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
        handle: (wake, id) => serve(correlated(dependencies, id), wake, context),
      });
    });

const serve = async (dependencies: Dependencies, wake: Wake, context: Context): Promise<void> => {
  const left = context.getRemainingTimeInMillis() - marginMilliseconds;
  const deadline = shift(dependencies.clock.now(), left);
  const { subscriptionId } = wake;
  const sender = logged(dependencies.sender, { subscriptionId });
  const result = await deliverDue({ ...dependencies, sender }, { ...wake, deadline });
  if (result.result === 'busy') return;
  const { lateness, ...outcome } = result;
  logger.info('endpoint served', { subscriptionId, ...outcome });
  for (const late of lateness) milliseconds('LatenessDelivered', late);
  const counted = {
    Delivered: result.delivered,
    DeliveryFailed: result.attempts - result.delivered,
    DeliveryGivenUp: result.givenUp,
    // Who accepts nothing is visited ever more seldom: many of these are many receivers.
    ReceiverUnreached: result.attempts > 0 && result.delivered === 0 ? 1 : 0,
    SubscriptionDisabled: result.disabled === undefined ? 0 : 1,
  };
  for (const [name, value] of Object.entries(counted)) count(name, value);
};

const test = (
  dependencies: Dependencies,
  asked: { readonly subscriptionId: string; readonly deliveryId: string },
): Promise<Attempt> =>
  attemptTest({ ...dependencies, sender: logged(dependencies.sender, asked) }, asked);
