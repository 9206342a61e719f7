import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type FanOutDependencies, fanOut } from '#shared/application/fan-out.ts';
import { busEvent } from '#shared/contracts/bus-event.ts';
import { eachMessage, type QueueEnd } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { base } from '#shared/runtime/middleware.ts';

/** Events of the bus, each to the deliveries of everyone who asks for it. */
export const createHandler = (dependencies: FanOutDependencies & QueueEnd) =>
  middy<SQSEvent, SQSBatchResponse>()
    .use(base())
    .handler(async ({ Records }) => {
      const { place, wake } = await fanOut(dependencies);
      const response = await eachMessage(Records, {
        ...dependencies,
        parse: (body) => busEvent.parse(body).detail,
        handle: async (event) => {
          const deliveries = await place(event);
          const { id: eventId, correlationid: correlation_id } = event;
          logger.info('event fanned out', { correlation_id, eventId, deliveries });
        },
      });
      await wake();
      return response;
    });
