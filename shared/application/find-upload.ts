import type { Version } from '../domain/version.ts';
import type { Repository } from './ports.ts';

/** The upload to look at: from the notice of its object, or asked for because no notice came. */
export type UploadToVerify =
  | { readonly key: string }
  | { readonly documentId: string; readonly version?: number | undefined };

/** The version that has this upload; undefined where none has. */
export const findUpload = async (
  repository: Pick<Repository, 'version'>,
  upload: UploadToVerify,
): Promise<Version | undefined> => {
  if (!('key' in upload)) {
    return upload.version === undefined
      ? undefined
      : repository.version(upload.documentId, upload.version);
  }
  const { documentId, number } = keyForm.exec(upload.key)?.groups ?? {};
  if (documentId === undefined || number === undefined) return;
  const version = await repository.version(documentId, Number(number));
  return version?.key === upload.key ? version : undefined;
};

const keyForm = /^uploads\/(?<documentId>[^/]+)\/(?<number>\d{5})\//;
