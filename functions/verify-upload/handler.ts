import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { correlated } from '#shared/application/correlated.ts';
import { takeVerdict } from '#shared/application/scan-version.ts';
import { type VerifyUploadDependencies, verifyUpload } from '#shared/application/verify-upload.ts';
import { uploadMessage } from '#shared/contracts/s3-notice.ts';
import { eachMessage, type QueueEnd } from '#shared/runtime/batch.ts';
import { logger } from '#shared/runtime/logger.ts';
import { base } from '#shared/runtime/middleware.ts';

/** Notices of uploaded objects, verdicts of a scanner on them, and uploads to look at once more. */
export const createHandler = (dependencies: VerifyUploadDependencies & QueueEnd) =>
  middy<SQSEvent, SQSBatchResponse>()
    .use(base())
    .handler(({ Records }) =>
      eachMessage(Records, {
        ...dependencies,
        parse: (body) => uploadMessage.parse(body),
        handle: async (upload, correlation_id) => {
          const own = correlated(dependencies, correlation_id);
          const isVerdict = 'result' in upload;
          const outcome = await (isVerdict ? takeVerdict(own, upload) : verifyUpload(own, upload));
          const line = { correlation_id, ...upload, outcome };
          if (outcome === 'unscanned') logger.error('upload not scanned', line);
          else if (outcome === 'infected') logger.error('malware in an available file', line);
          else logger.info(isVerdict ? 'verdict taken' : 'upload verified', line);
        },
      }),
    );
