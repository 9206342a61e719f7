import * as z from 'zod';
import type { ScanResult } from '#shared/domain/scan.ts';
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

/** What the states of GuardDuty amount to; `THREAT_FOUND` is how some of its own types write it. */
const results = {
  NO_THREATS_FOUND: 'clean',
  THREATS_FOUND: 'threats',
  THREAT_FOUND: 'threats',
  UNSUPPORTED: 'unsupported',
  ACCESS_DENIED: 'accessDenied',
  FAILED: 'failed',
} as const satisfies Readonly<Record<string, ScanResult>>;

/** "GuardDuty Malware Protection Object Scan Result", as far as verify-upload reads it. */
const scanResult = z
  .object({
    source: z.literal('aws.guardduty'),
    'detail-type': z.literal('GuardDuty Malware Protection Object Scan Result'),
    detail: z.object({
      s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.string() }),
      scanResultDetails: z.object({
        scanResultStatus: z.enum([
          'NO_THREATS_FOUND',
          'THREATS_FOUND',
          'THREAT_FOUND',
          'UNSUPPORTED',
          'ACCESS_DENIED',
          'FAILED',
        ]),
        threats: z.array(z.object({ name: z.string() })).nullish(),
      }),
    }),
  })
  .transform(({ detail: { s3ObjectDetails: object, scanResultDetails: found } }) => ({
    key: object.objectKey,
    objectVersion: object.versionId,
    result: results[found.scanResultStatus],
    ...(found.threats && { threats: found.threats.map(({ name }) => name) }),
  }));

/** A message of the uploads queue. */
export const uploadMessage = z.union([objectCreated, scanResult, recheck]);
