import { describe, expect, it } from 'vitest';
import { inspectFile } from '#shared/adapters/inspection/inspect-file.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryFiles } from '#shared/adapters/memory/files.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import type { Version } from '#shared/domain/version.ts';
import { createHandler } from '../../../functions/verify-upload/handler.ts';
import { calendar, draft } from '../../support/histories.ts';
import { context, failedOf, messages, queueEnd } from '../../support/invocations.ts';

const { documentId } = draft();

const awaited = (number: number): Version => ({
  documentId,
  version: number,
  key: `uploads/${documentId}/0000${number}/file`,
  fileName: 'text.txt',
  mediaType: 'text/plain',
  size: 2,
  sha256: '8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4',
  announcedAt: '2026-07-01T00:00:00.000Z',
  announcedBy: 'registrar',
  uploadExpiresAt: '2026-07-01T01:00:00.000Z',
  state: 'awaitingUpload',
});

const setUp = async () => {
  const clock = virtualClock('2026-07-01T00:30:00.000Z');
  const repository = memoryRepository({ clock });
  const files = memoryFiles();
  await repository.commit({ documents: [{ document: draft(), expectedRevision: 0, facts: [] }] });
  for (const number of [1, 2, 3]) {
    await repository.commit({ documents: [], version: { version: awaited(number) } });
    files.upload(awaited(number).key, Buffer.from('hi'));
  }
  const erasures = memoryUploadChecks();
  const ports = { clock, repository, files, erasures, calendar, inspect: inspectFile };
  const dependencies = { ...ports, ...queueEnd(), malwareScan: false };
  const states = async () => (await repository.versions(documentId)).map(({ state }) => state);
  return { ...dependencies, states };
};

/** As EventBridge hands it over. */
const notice = (number: number) => ({
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: '000000000000',
  time: '2026-07-01T00:10:00Z',
  region: 'eu-north-1',
  resources: ['arn:aws:s3:::files'],
  detail: {
    version: '0',
    bucket: { name: 'files' },
    object: {
      key: awaited(number).key,
      size: 2,
      etag: 'b1946ac9',
      sequencer: '00617F08299329D189',
    },
    'request-id': 'N4N7GDK58NMKJ12R',
    requester: '000000000000',
    reason: 'PutObject',
  },
});

/** As GuardDuty says it. */
const verdict = (number: number, scanResultStatus: string, threats: readonly string[] = []) => ({
  version: '0',
  id: '72c7d362-737a-6dce-fc78-9e27a0171419',
  'detail-type': 'GuardDuty Malware Protection Object Scan Result',
  source: 'aws.guardduty',
  account: '000000000000',
  time: '2026-07-01T00:11:00Z',
  region: 'eu-north-1',
  resources: [
    'arn:aws:guardduty:eu-north-1:000000000000:malware-protection-plan/b4c7f464ab3a4EXAMPLE',
  ],
  detail: {
    schemaVersion: '1.0',
    scanStatus: 'COMPLETED',
    resourceType: 'S3_OBJECT',
    s3ObjectDetails: {
      bucketName: 'files',
      objectKey: awaited(number).key,
      eTag: 'b1946ac9',
      versionId: `version-${number}`,
      s3Throttled: false,
    },
    scanResultDetails: {
      scanResultStatus,
      threats: threats.length === 0 ? null : threats.map((name) => ({ name })),
    },
  },
});

describe('a batch with verdicts of the scanner', () => {
  it('is settled by each together with its notice, in any order', async () => {
    const dependencies = { ...(await setUp()), malwareScan: true };
    const handler = createHandler(dependencies);
    const first = [notice(1), verdict(2, 'NO_THREATS_FOUND'), notice(3)];
    expect(failedOf(await handler(messages(first), context()))).toEqual([]);
    expect(await dependencies.states()).toEqual(Array(3).fill('awaitingUpload'));
    const then = [
      verdict(1, 'THREATS_FOUND', ['EICAR-Test-File']),
      notice(2),
      verdict(3, 'UNSUPPORTED'),
    ];
    expect(failedOf(await handler(messages(then), context()))).toEqual([]);
    expect(await dependencies.states()).toEqual(['rejected', 'available', 'awaitingUpload']);
    expect(dependencies.deadLetters.kept).toEqual([]);
  });

  it('keeps one that says what nobody knows', async () => {
    const dependencies = { ...(await setUp()), malwareScan: true };
    const unknown = verdict(1, 'PROBABLY_FINE');
    await createHandler(dependencies)(messages([unknown]), context());
    expect(dependencies.deadLetters.kept).toHaveLength(1);
    expect(await dependencies.states()).toEqual(Array(3).fill('awaitingUpload'));
  });
});

describe('a batch of uploads', () => {
  it('is settled by notices and by what is asked to be looked at again', async () => {
    const dependencies = await setUp();
    const recheck = { documentId, version: 3, item: 'version' };
    const handler = createHandler(dependencies);
    expect(failedOf(await handler(messages([notice(1), notice(2), recheck]), context()))).toEqual(
      [],
    );
    expect(await dependencies.states()).toEqual(['available', 'available', 'available']);
  });

  it('gives back only what failed, and keeps what is about no upload', async () => {
    const dependencies = await setUp();
    const files = {
      open: async (key: string) => {
        if (key === awaited(2).key) throw new Error('out of reach');
        return dependencies.files.open(key);
      },
    };
    const handler = createHandler({ ...dependencies, files });
    const deleted = { ...notice(3), 'detail-type': 'Object Deleted' };
    const response = await handler(messages([notice(1), notice(2), deleted, '{']), context());
    expect(failedOf(response)).toEqual(['2']);
    expect(dependencies.deadLetters.kept.map(({ id }) => id)).toEqual(['3', '4']);
    expect(await dependencies.states()).toEqual(['available', 'awaitingUpload', 'awaitingUpload']);
  });
});
