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

/** Asks for the upload of a version to be looked at once more. */
const recheck = z.object({ documentId: id, version: z.int().positive() });

/** A message of the uploads queue. */
export const uploadMessage = z.union([objectCreated, recheck]);
