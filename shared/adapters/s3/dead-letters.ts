import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DeadLetters } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';

/** Dead letters as objects of a bucket: `poison/<consumer>/<id>.json`, each `{reason, record}`. */
export const storedDeadLetters = (dependencies: {
  readonly client: S3Client;
  readonly bucket: string;
  /** The function that could not take them, and is to be given them again. */
  readonly consumer: string;
}): DeadLetters => ({
  keep: async ({ id, body, reason }) => {
    const { client, bucket, consumer } = dependencies;
    const request = new PutObjectCommand({
      Bucket: bucket,
      Key: `poison/${consumer}/${id}.json`,
      ContentType: 'application/json',
      Body: JSON.stringify({ reason, record: JSON.parse(body) }),
    });
    await reach('S3', () => client.send(request));
  },
});
