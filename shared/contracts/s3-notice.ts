import * as z from 'zod';
import { id } from './ids.ts';

/** "Object Created" of S3 as EventBridge hands it over, as far as verify-upload reads it. */
const objectCreated = z
  .object({
    source: z.literal('aws.s3'),
    'detail-type': z.literal('Object Created'),
    detail: z.object({ object: z.object({ key: z.string() }) }),
  })
  .transform(({ detail }) => ({ key: detail.object.key }));

/** Asks for the upload of a version to be looked at once more, or for a version or a document to be erased. */
export const recheck = z.object({ documentId: id, version: z.exactOptional(z.int().positive()) });

/** A message of the uploads queue. */
export const uploadMessage = z.union([objectCreated, recheck]);
