import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { correlated } from '#shared/application/correlated.ts';
import { type VerifyUploadDependencies, verifyUpload } from '#shared/application/verify-upload.ts';
import { uploadMessage } from '#shared/contracts/s3-notice.ts';
import { eachMessage, type QueueEnd } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { base } from '#shared/runtime/middleware.ts';

/** Notices of uploaded objects, and uploads to look at once more. */
export const createHandler = (dependencies: VerifyUploadDependencies & QueueEnd) =>
  middy<SQSEvent, SQSBatchResponse>()
    .use(base())
    .handler(({ Records }) =>
      eachMessage(Records, {
        ...dependencies,
        parse: (body) => uploadMessage.parse(body),
        handle: async (upload, correlation_id) => {
          const result = await verifyUpload(correlated(dependencies, correlation_id), upload);
          logger.info('upload verified', { correlation_id, ...upload, result });
        },
      }),
    );
