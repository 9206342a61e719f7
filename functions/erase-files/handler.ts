import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { correlated } from '#shared/application/correlated.ts';
import { type EraseStoredDependencies, eraseStored } from '#shared/application/erase-stored.ts';
import { recheck } from '#shared/contracts/s3-notice.ts';
import { eachMessage, type QueueEnd } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { base } from '#shared/runtime/middleware.ts';

/** Files and drafts that are erased: what is stored of them is removed. */
export const createHandler = (dependencies: EraseStoredDependencies & QueueEnd) =>
  middy<SQSEvent, SQSBatchResponse>()
    .use(base())
    .handler(({ Records }) =>
      eachMessage(Records, {
        ...dependencies,
        parse: (body) => recheck.parse(body),
        handle: async (erased, correlation_id) => {
          const result = await eraseStored(correlated(dependencies, correlation_id), erased);
          logger.info('erased', { correlation_id, ...erased, result });
        },
      }),
    );
