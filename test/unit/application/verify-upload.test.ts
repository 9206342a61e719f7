import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '#shared/adapters/inspection/inspect-file.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryFiles } from '#shared/adapters/memory/files.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { announceVersion } from '#shared/application/announce-version.ts';
import { verifyUpload } from '#shared/application/verify-upload.ts';
import { type FileAnnouncement, type MediaType, mediaTypes } from '#shared/domain/version.ts';
import { docm, docx, docxWith, odt, pdf } from '../../support/archives.ts';
import { killedAtEveryCall } from '../../support/crashes.ts';
import { withFaults } from '../../support/faults.ts';
import { calendar, draft } from '../../support/histories.ts';

const announcementOf = (
  bytes: Uint8Array,
  mediaType: MediaType = 'application/pdf',
): FileAnnouncement => ({
  fileName: 'riktlinje',
  mediaType,
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** A draft with one announced version, whose upload address works for an hour. */
const setUp = async (announcement: FileAnnouncement = announcementOf(pdf())) => {
  const clock = virtualClock('2026-01-01T12:00:00.000Z');
  const repository = memoryRepository({ clock });
  const files = memoryFiles();
  const document = draft();
  const { documentId } = document;
  await repository.commit({ documents: [{ document, expectedRevision: 0, facts: [] }] });
  const erasures = memoryUploadChecks();
  const ports = { repository, files, erasures, clock, calendar, inspect: inspectFile };
  const dependencies = { ...ports, malwareScan: false };
  const { version } = await announceVersion(
    { ...dependencies, ids: sequentialIds() },
    { documentId, announcement, by: 'registrar' },
  );
  const { key } = version;
  return {
    dependencies,
    key,
    check: { documentId, version: 1 },
    upload: (bytes: Uint8Array) => files.upload(key, bytes),
    verify: () => verifyUpload(dependencies, { key }),
    settled: () => repository.version(documentId, 1),
    told: () => repository.stream.flatMap(({ emitted }) => emitted),
  };
};

const text = (content: string) => new TextEncoder().encode(content);
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const odtType = 'application/vnd.oasis.opendocument.text';

const files: Readonly<Record<string, Uint8Array>> = {
  PDF: pdf(),
  DOCX: docx(),
  'DOCX with macros': docm(),
  ODT: odt(),
  text: text('# Riktlinje\n\nGäller tills vidare.\n'),
  'Latin-1 text': Uint8Array.from(Buffer.from('Föreskrift', 'latin1')),
  program: Uint8Array.from(Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1')),
};

const goodFor: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'PDF',
  [docxType]: 'DOCX',
  [odtType]: 'ODT',
  'text/plain': 'text',
  'text/markdown': 'text',
};

const pairs = mediaTypes.flatMap((mediaType) =>
  Object.keys(files).map((file) => ({ mediaType, file, good: goodFor[mediaType] === file })),
);

describe('an upload that is what was announced', () => {
  it.each(pairs.filter(({ good }) => good))(
    'is available: $file as $mediaType',
    async ({ mediaType, file }) => {
      const bytes = files[file] ?? new Uint8Array();
      const { upload, verify, settled, told } = await setUp(announcementOf(bytes, mediaType));
      upload(bytes);
      expect(await verify()).toBe('available');
      expect(await settled()).toMatchObject({ state: 'available', objectVersion: 'version-1' });
      expect(told()).toEqual([
        { type: 'document.versionAvailable', time: '2026-01-01T12:00:00.000Z', version: 1 },
      ]);
    },
  );

  it('is found without its notice', async () => {
    const { upload, dependencies, check, settled } = await setUp();
    upload(pdf());
    expect(await verifyUpload(dependencies, check)).toBe('available');
    expect(await settled()).toMatchObject({ state: 'available' });
  });

  it('is available though its check came after the address expired', async () => {
    const { upload, dependencies, check } = await setUp();
    upload(pdf());
    dependencies.clock.advance(2 * 3_600_000);
    expect(await verifyUpload(dependencies, check)).toBe('available');
  });
});

describe('an upload of another type than was announced', () => {
  it.each(pairs.filter(({ good }) => !good))(
    'is rejected: $file as $mediaType',
    async ({ mediaType, file }) => {
      const bytes = files[file] ?? new Uint8Array();
      const { upload, verify, settled, told } = await setUp(announcementOf(bytes, mediaType));
      upload(bytes);
      expect(await verify()).toBe('rejected');
      const reason = expect.stringMatching(/^The file was announced as .*, but its content is of /);
      expect(await settled()).toMatchObject({ state: 'rejected', reason });
      expect(told()).toEqual([
        { type: 'document.versionRejected', time: '2026-01-01T12:00:00.000Z', version: 1, reason },
      ]);
    },
  );
});

describe('an upload of the announced type that is more than it seems', () => {
  const macros = { name: 'word/vbaProject.bin', content: 'Sub AutoOpen()' };

  it.each<[string, Uint8Array, MediaType, RegExp]>([
    ['a PDF that is an archive', Buffer.concat([pdf(), docx()]), 'application/pdf', /ZIP archive/],
    ['a PDF that is cut off', pdf().subarray(0, -9), 'application/pdf', /does not end as one/],
    ['macros', docxWith(macros), docxType, /^The file holds macros/],
    ['a page as text', text('<!doctype html>'), 'text/plain', /content is of type text\/html/],
    ['a picture as text', text('<svg onload="1">'), 'text/markdown', /type image\/svg\+xml/],
  ])('is rejected with what to do: %s', async (_what, bytes, mediaType, sentence) => {
    const { upload, verify, settled } = await setUp(announcementOf(bytes, mediaType));
    upload(bytes);
    expect(await verify()).toBe('rejected');
    const reason = expect.stringMatching(sentence);
    expect(await settled()).toMatchObject({ state: 'rejected', reason });
  });
});

describe('an upload with other bytes than were announced', () => {
  const tampered = pdf().map((byte, index) => (index === 20 ? byte ^ 1 : byte));

  it.each<[string, Uint8Array, RegExp]>([
    ['one bit', tampered, /^The SHA-256 of the file is [0-9a-f]{64}, not the one/],
    ['one byte less', pdf().subarray(0, -1), /^The file has \d+ bytes, not the \d+ that were/],
    ['one byte more', Buffer.concat([pdf(), text('\n')]), /^The file is larger than the \d+ bytes/],
    ['nothing in it', new Uint8Array(), /^The file has 0 bytes/],
  ])('is rejected: %s', async (_what, bytes, reason) => {
    const { upload, verify, settled } = await setUp();
    upload(bytes);
    expect(await verify()).toBe('rejected');
    expect(await settled()).toMatchObject({
      state: 'rejected',
      reason: expect.stringMatching(reason),
    });
  });
});

describe('without an upload', () => {
  it('a version is awaited until its address expires, to the millisecond', async () => {
    const { dependencies, check, settled, told } = await setUp();
    dependencies.clock.set('2026-01-01T12:59:59.999Z');
    expect(await verifyUpload(dependencies, check)).toBe('awaited');
    expect(await settled()).toMatchObject({ state: 'awaitingUpload' });
    dependencies.clock.advance(1);
    expect(await verifyUpload(dependencies, check)).toBe('expired');
    expect(await settled()).toMatchObject({
      state: 'expired',
      settledAt: '2026-01-01T13:00:00.000Z',
    });
    expect(told()).toEqual([]);
  });

  it.each<[string, (key: string) => string]>([
    ['another upload for the same version', (key) => `${key.slice(0, -1)}9`],
    ['a version that was not announced', (key) => key.replace('/00001/', '/00002/')],
    ['an unknown document', (key) => key.replace('uploads/0', 'uploads/1')],
    ['anything else in the bucket', () => 'failures/relay-events/1.json'],
  ])('a notice of %s is dropped', async (_what, other) => {
    const { dependencies, key, settled } = await setUp();
    const unknown = other(key);
    dependencies.files.upload(unknown, pdf());
    expect(await verifyUpload(dependencies, { key: unknown })).toBe('unknown');
    expect(await settled()).toMatchObject({ state: 'awaitingUpload' });
  });
});

describe('a notice that comes twice', () => {
  it('changes nothing the second time', async () => {
    const { upload, verify, settled, told, dependencies } = await setUp();
    upload(pdf());
    await verify();
    const before = [await settled(), told()];
    dependencies.clock.advance(60_000);
    expect(await verify()).toBe('settledBefore');
    expect([await settled(), told()]).toEqual(before);
  });

  it('settles the version once when both are under way', async () => {
    const { upload, verify, told } = await setUp();
    upload(pdf());
    await Promise.all([verify(), verify()]);
    expect(told()).toHaveLength(1);
  });

  it('ends as an undisturbed run does when the first was killed at any step', async () => {
    const kills = await killedAtEveryCall((plan) => {
      const prepared = setUp().then((ready) => {
        ready.upload(pdf());
        return ready;
      });
      const verify = async () => {
        const { dependencies, key } = await prepared;
        const repository = withFaults(dependencies.repository, plan);
        const open = withFaults({ open: dependencies.files.open }, plan);
        return verifyUpload({ ...dependencies, repository, files: open }, { key });
      };
      return {
        killed: verify,
        retried: async () => {
          await verify();
          const { settled, told } = await prepared;
          expect(await settled()).toMatchObject({ state: 'available' });
          expect(told()).toHaveLength(1);
        },
      };
    });
    expect(kills).toBe(2 * ['version', 'open', 'document', 'version', 'commit'].length);
  });

  it('leaves the version as it is when reading breaks off, to be tried again', async () => {
    const { upload, dependencies, key, settled } = await setUp();
    upload(pdf());
    const open = async () => ({
      size: 1,
      objectVersion: 'version-1',
      body: (async function* () {
        yield pdf().subarray(0, 10);
        throw new Error('connection reset');
      })(),
    });
    await expect(verifyUpload({ ...dependencies, files: { open } }, { key })).rejects.toThrow(
      'connection reset',
    );
    expect(await settled()).toMatchObject({ state: 'awaitingUpload' });
  });
});
