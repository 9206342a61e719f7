import { announceVersion as announce } from '../domain/commands.ts';
import type { Instant } from '../domain/instant.ts';
import { between, shift } from '../domain/instant.ts';
import type { FileAnnouncement, Version } from '../domain/version.ts';
import { type DocumentDependencies, existing, writeOf } from './document-write.ts';
import { type Claim, once } from './once.ts';
import type { Clock, Files, Ids, UploadAddress } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface AnnounceVersionInput {
  readonly documentId: string;
  readonly announcement: FileAnnouncement;
  readonly by: string;
  readonly revisions?: readonly number[] | undefined;
  readonly claim?: Claim | undefined;
}

export interface AnnouncedVersion {
  readonly version: Version;
  /** Where to send the bytes; absent when the version no longer waits for them. */
  readonly upload?: UploadAddress & { readonly expiresAt: Instant };
}

export interface AnnounceVersionDependencies extends DocumentDependencies {
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
  readonly files: Pick<Files, 'uploadAddress'>;
}

const uploadMinutes = 60;

/** Announces a file; the answer says where to put it. @throws Refusal, PreconditionFailedError, ConflictError */
export const announceVersion = (
  dependencies: AnnounceVersionDependencies,
  input: AnnounceVersionInput,
): Promise<AnnouncedVersion> =>
  once(
    dependencies.repository,
    input.claim,
    async () => withAddress(dependencies, await retryOnConflict(() => write(dependencies, input))),
    async ({ version }) => {
      const announced = await dependencies.repository.version(input.documentId, Number(version));
      if (announced === undefined) throw new Error(`Version ${version} has a receipt but is gone`);
      return withAddress(dependencies, announced);
    },
  );

const write = async (
  dependencies: AnnounceVersionDependencies,
  { documentId, announcement, by, revisions, claim }: AnnounceVersionInput,
): Promise<Version> => {
  const { repository, calendar, clock, ids } = dependencies;
  const before = await existing(dependencies, documentId, revisions);
  const now = clock.now();
  const change = announce(before, { now, calendar });
  const number = change.document.versionCount;
  const version: Version = {
    ...announcement,
    documentId,
    version: number,
    key: `uploads/${documentId}/${String(number).padStart(5, '0')}/${ids.next()}`,
    state: 'awaitingUpload',
    announcedAt: now,
    announcedBy: by,
    uploadExpiresAt: shift(now, uploadMinutes * 60_000),
  };
  await repository.commit({
    documents: [await writeOf(dependencies, before, change)],
    version: { version },
    ...(claim && { receipt: { ...claim, created: { documentId, version: number } } }),
  });
  return version;
};

const withAddress = async (
  { files, clock }: AnnounceVersionDependencies,
  version: Version,
): Promise<AnnouncedVersion> => {
  const left = Math.floor(between(clock.now(), version.uploadExpiresAt) / 1000);
  if (version.state !== 'awaitingUpload' || left <= 0) return { version };
  const address = await files.uploadAddress({ ...version, expiresInSeconds: left });
  return { version, upload: { ...address, expiresAt: version.uploadExpiresAt } };
};
