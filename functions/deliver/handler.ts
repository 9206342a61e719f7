import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import {
  type DeliverDependencies,
  type DeliveryResult,
  deliver,
  retryDelay,
} from '#shared/application/deliver.ts';
import type { Postponement } from '#shared/application/ports.ts';
import { deliveryMessage } from '#shared/contracts/delivery-message.ts';
import { eachMessage } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { count } from '#shared/runtime/metrics.ts';
import { base } from '#shared/runtime/middleware.ts';

interface Dependencies extends DeliverDependencies {
  readonly postponement: Postponement;
}

/** One attempt at each delivery. A failed one goes back to the queue, later each time, and in the end to the dead letters. */
export const createHandler = (dependencies: Dependencies) =>
  middy<SQSEvent, SQSBatchResponse>()
    .use(base())
    .handler(({ Records }) =>
      eachMessage(Records, async (message) => {
        try {
          await attempt(dependencies, message);
        } catch (error) {
          await postpone(dependencies, message);
          throw error;
        }
      }),
    );

const metricOf: Readonly<Record<DeliveryResult['result'], string>> = {
  delivered: 'Delivered',
  failed: 'DeliveryFailed',
  gone: 'ReceiverGone',
  dropped: 'DeliveryDropped',
};

const attempt = async (dependencies: Dependencies, { body }: SQSRecord): Promise<void> => {
  const delivery = deliveryMessage.parse(JSON.parse(body));
  const result = await deliver(dependencies, delivery);
  const { subscriptionId, event } = delivery;
  logger.info('delivery attempted', { subscriptionId, eventId: event.id, ...result });
  count(metricOf[result.result]);
  if (result.result === 'failed') throw new Error(`Event ${event.id} was not accepted`);
};

const postpone = async (
  { postponement }: Dependencies,
  { receiptHandle, attributes }: SQSRecord,
): Promise<void> => {
  const delaySeconds = retryDelay(Number(attributes.ApproximateReceiveCount));
  await postponement.postpone({ receiptHandle, delaySeconds });
};
