import { close } from './commands.ts';
import type { Change, Document, DocumentErasure } from './document.ts';
import type { CloudEvent } from './events.ts';
import { type Instant, shift } from './instant.ts';
import type { Context } from './project.ts';
import { Refusal } from './refusal.ts';
import { type ErasedVersion, type FileErasure, uploadEndsAt, type Version } from './version.ts';

/** What stands where a text was erased that cannot be missing. */
const erasedText = '[erased]';

/** Why something is erased, and on whose word. */
export interface Erasing {
  readonly by: string;
  /** Stays, and is told: without personal data. */
  readonly reason: string;
}

/** Work that is not done by then is asked for again. */
const patienceMilliseconds = 5 * 60_000;

const begun = (now: Instant): FileErasure => ({
  state: 'pending',
  dueAt: shift(now, patienceMilliseconds),
});

/** The version without its file and the file's name, which may hold one; sizes and digest stay. */
export const erasedVersion = (
  version: Exclude<Version, ErasedVersion>,
  { by, reason }: Erasing,
  now: Instant,
): ErasedVersion => {
  const { documentId, version: number, key, mediaType, size, sha256 } = version;
  const { announcedAt, announcedBy, uploadExpiresAt } = version;
  return {
    documentId,
    version: number,
    key,
    mediaType,
    size,
    sha256,
    announcedAt,
    announcedBy,
    uploadExpiresAt,
    state: 'erased',
    was: wasOf(version),
    erasedAt: now,
    erasedBy: by,
    reason,
    erasure: begun(now),
  };
};

const wasOf = (version: Exclude<Version, ErasedVersion>): ErasedVersion['was'] => {
  switch (version.state) {
    case 'awaitingUpload':
      return { state: version.state };
    case 'available':
    case 'expired':
      return { state: version.state, settledAt: version.settledAt };
    case 'rejected':
      return { state: version.state, settledAt: version.settledAt, reason: version.reason };
  }
};

/** The event of an erased version; nothing else of the document changes. */
export const tellErased = (
  document: Document,
  { version, sha256, reason, erasedAt: time }: ErasedVersion,
  context: Context,
): Change =>
  close(
    document,
    document,
    { type: 'document.versionErased', time, version, sha256, reason },
    context,
  );

/**
 * How far a file is gone, after an attempt to remove it: not while a lock holds, and to be looked for once more while
 * the address to upload it to is open.
 */
export const fileErasure = (
  version: ErasedVersion,
  lockedUntil: Instant | undefined,
  now: Instant,
): FileErasure => {
  if (lockedUntil !== undefined) {
    return { state: 'pending', dueAt: lockedUntil, until: lockedUntil };
  }
  const endsAt = uploadEndsAt(version);
  return { state: 'done', ...(endsAt > now && { dueAt: endsAt }) };
};

/** How far a draft is gone: when all of its files are, and its events in the log say nothing any more. */
export const draftErasure = (
  files: readonly FileErasure[],
  isLogDone: boolean,
  now: Instant,
): FileErasure => {
  const locks = files.flatMap((file) =>
    file.state === 'pending' && file.until !== undefined ? file.until : [],
  );
  const isWaiting = files.some((file) => file.state === 'pending' && file.until === undefined);
  if (!isLogDone || isWaiting) return begun(now);
  const [first] = locks.toSorted();
  const until = locks.toSorted().at(-1);
  if (first === undefined || until === undefined) return { state: 'done' };
  return { state: 'pending', dueAt: first, until };
};

/**
 * Everything that is erased of a draft, as JSON in the canonical form of RFC 8785: names in order, no spaces, and
 * nothing for what was not stated.
 */
export const erasedParts = (document: Document): string => {
  const { documentId, issuer, keywords, owner, parties, registryNumber, title } = document;
  return JSON.stringify({
    documentId,
    issuer: { body: issuer.body },
    keywords,
    owner,
    parties: parties.map(({ id, name }) => ({ id, name })),
    registryNumber,
    title,
  });
};

/** Withdraws a draft, if it is not, and takes out of it what may be personal. @throws Refusal document_not_a_draft */
export const eraseDocument = (
  document: Document,
  { by, reason, digest }: Erasing & Pick<DocumentErasure, 'digest'>,
  context: Context,
): Change => {
  checkDraft(document);
  const { now } = context;
  const { owner: _owner, registryNumber: _number, issuer, ...rest } = document;
  const masked: Document = {
    ...rest,
    issuer: { organisation: issuer.organisation },
    title: erasedText,
    keywords: [],
    parties: [],
    milestones: [],
    reminded: [],
    withdrawnAt: document.withdrawnAt ?? now,
    erased: { at: now, by, reason, digest, erasure: begun(now) },
  };
  return close(
    document,
    masked,
    [
      ...(document.withdrawnAt === undefined
        ? [{ type: 'document.withdrawn', time: now } as const]
        : []),
      { type: 'document.erased', time: now, reason, digest },
    ],
    context,
  );
};

/** The document once its erasure has come so far; tells nothing. */
export const withErasure = (
  document: Document,
  erased: DocumentErasure,
  erasure: FileErasure,
  context: Context,
): Change => close(document, { ...document, erased: { ...erased, erasure } }, [], context);

const checkDraft = ({ decisionCount, replaces }: Document): void => {
  const instead =
    'so it cannot be erased: erase the files that hold personal data, each by itself, and change the title and whatever else is stated';
  if (decisionCount > 0) {
    throw new Refusal(
      'document_not_a_draft',
      `Decisions are recorded on this document, ${instead}.`,
    );
  }
  if (replaces.some(({ undone }) => !undone)) {
    throw new Refusal(
      'document_not_a_draft',
      `Another document is replaced by this one, by a recorded decision, ${instead}.`,
    );
  }
};

/** An event of a draft that was erased, in its place and under its id, with nothing of what it said of the draft. */
export const erasedEvent = (event: CloudEvent): CloudEvent => ({
  ...event,
  data: { ...event.data, title: erasedText, keywords: [] },
});
