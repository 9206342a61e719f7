import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Files, StoredFile } from '#shared/application/ports.ts';
import { reach } from '../aws-errors.ts';
import { attachment } from './attachment.ts';

/** Files in a versioned bucket of S3. */
export const s3Files = (dependencies: {
  readonly client: S3Client;
  readonly bucket: string;
}): Files => {
  const { client, bucket: Bucket } = dependencies;

  /** What was written first is what was announced; a later version of the key is someone's mistake. */
  const firstVersion = async (key: string): Promise<string | undefined> => {
    const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: key }));
    return Versions?.findLast(({ Key }) => Key === key)?.VersionId;
  };

  const read = async (key: string): Promise<StoredFile | undefined> => {
    const VersionId = await firstVersion(key);
    if (VersionId === undefined) return undefined;
    const { Body, ContentLength } = await client.send(
      new GetObjectCommand({ Bucket, Key: key, VersionId }),
    );
    if (Body === undefined || ContentLength === undefined) {
      throw new Error(`S3 answered without the bytes of ${key}`);
    }
    return {
      size: ContentLength,
      objectVersion: VersionId,
      body: Body.transformToWebStream(),
    };
  };

  return {
    uploadAddress: async ({ key, mediaType, size, sha256, expiresInSeconds }) => {
      const checksum = Buffer.from(sha256, 'hex').toString('base64');
      const request = new PutObjectCommand({
        Bucket,
        Key: key,
        ContentType: mediaType,
        ContentLength: size,
        ChecksumSHA256: checksum,
        IfNoneMatch: '*',
      });
      const url = await getSignedUrl(client, request, {
        expiresIn: expiresInSeconds,
        // Signed as headers, since as parts of the address they would not bind the upload.
        signableHeaders: new Set(['content-type', 'content-length', 'if-none-match', 'host']),
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
      });
      return {
        url,
        method: 'PUT',
        headers: {
          'content-type': mediaType,
          'if-none-match': '*',
          'x-amz-checksum-sha256': checksum,
        },
      };
    },

    downloadAddress: ({ key, objectVersion, fileName, mediaType, expiresInSeconds }) => {
      const request = new GetObjectCommand({
        Bucket,
        Key: key,
        VersionId: objectVersion,
        ResponseContentType: mediaType,
        ResponseContentDisposition: attachment(fileName),
      });
      return getSignedUrl(client, request, { expiresIn: expiresInSeconds });
    },

    open: (key) => reach('S3', () => read(key)),
  };
};
