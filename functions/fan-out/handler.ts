import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type FanOutDependencies, fanOut } from '#shared/application/fan-out.ts';
import { busEvent } from '#shared/contracts/bus-event.ts';
import { eachMessage } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { base } from '#shared/runtime/middleware.ts';

/** Events of the bus, each to the deliveries of everyone who asks for it. */
export const createHandler = (dependencies: FanOutDependencies) =>
  middy<SQSEvent, SQSBatchResponse>()
    .use(base())
    .handler(async ({ Records }) => {
      const toSubscribers = await fanOut(dependencies);
      return eachMessage(Records, async ({ body }) => {
        const { detail } = busEvent.parse(JSON.parse(body));
        const deliveries = await toSubscribers(detail);
        logger.info('event fanned out', { eventId: detail.id, deliveries });
      });
    });
