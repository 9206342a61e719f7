import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
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
        handle: async (upload) => {
          const result = await verifyUpload(dependencies, upload);
          logger.info('upload verified', { ...upload, result });
        },
      }),
    );
