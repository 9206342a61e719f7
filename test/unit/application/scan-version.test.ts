import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentAddress } from '#shared/application/read-versions.ts';
import { takeVerdict } from '#shared/application/scan-version.ts';
import { verifyUpload } from '#shared/application/verify-upload.ts';
import { scanResults, scanState } from '#shared/domain/scan.ts';
import { erasing } from '../../support/erasing.ts';

/** An upload that is what was announced, where a scanner has to find it clean as well. */
const scanned = async () => {
  const world = await erasing({}, { malwareScan: true });
  const { documentId, repository } = world;
  const { key } = await world.upload({ isSent: false });
  world.files.upload(key, world.bytes);
  const { objectVersion = '' } = (await world.files.open(key)) ?? {};
  return {
    world,
    objectVersion,
    notice: () => verifyUpload(world, { key }),
    verdict: (result: (typeof scanResults)[number], of = objectVersion) =>
      takeVerdict(world, { key, objectVersion: of, result, threats: ['EICAR-Test-File'] }),
    version: () => repository.version(documentId, 1),
    state: async () => {
      const version = await repository.version(documentId, 1);
      const scan = version?.state === 'awaitingUpload' ? scanState(version.scan ?? {}) : undefined;
      return [version?.state, scan];
    },
    told: () => repository.stream.flatMap(({ emitted }) => emitted.map(({ type }) => type)),
    fetched: () => contentAddress(world, { documentId, version: 1 }),
  };
};

describe('an upload that has to be found clean', () => {
  it('waits in quarantine for the verdict, whatever its bytes are', async () => {
    const { notice, state, told, fetched } = await scanned();
    expect(await notice()).toBe('scanning');
    expect(await state()).toEqual(['awaitingUpload', 'pending']);
    expect(told()).toEqual(['document.registered']);
    await expect(fetched()).rejects.toThrow(
      'Version 1 is being looked at for malware: try again in a moment.',
    );
  });

  it.each(['first', 'last'])('is available once it is, the verdict coming %s', async (order) => {
    const { notice, verdict, state, told, fetched } = await scanned();
    const steps = [() => verdict('clean'), notice];
    const [one, other] = order === 'first' ? steps : steps.toReversed();
    expect(await one?.()).toBe('scanning');
    expect(await other?.()).toBe('available');
    expect(await state()).toEqual(['available', undefined]);
    expect(told()).toEqual(['document.registered', 'document.versionAvailable']);
    await expect(fetched()).resolves.toMatch('memory://');
  });

  it.each(['first', 'last'])(
    'is rejected with what was found, the verdict coming %s',
    async (order) => {
      const { world, notice, verdict, version } = await scanned();
      const steps = [() => verdict('threats'), notice];
      const [one, other] = order === 'first' ? steps : steps.toReversed();
      await one?.();
      expect(await other?.()).toBe('rejected');
      const settled = await version();
      expect(settled).toMatchObject({
        state: 'rejected',
        reason:
          'Malware was found in the file: EICAR-Test-File. It stays in quarantine, where nobody can fetch it, until an operator erases it.',
      });
      expect(await world.files.open(settled?.key ?? '')).toBeDefined();
    },
  );

  it.each(['unsupported', 'accessDenied', 'failed'] as const)(
    'stays in quarantine where it could not be looked at: %s',
    async (result) => {
      const { notice, verdict, state, fetched } = await scanned();
      await notice();
      expect(await verdict(result)).toBe('unscanned');
      expect(await state()).toEqual(['awaitingUpload', result]);
      await expect(fetched()).rejects.toThrow('ask an operator, or announce another file');
      // Looked at again on somebody's word, it may be found clean after all.
      expect(await verdict('clean')).toBe('available');
    },
  );

  it('is told of to an operator, once, where no verdict comes, and takes one that comes later', async () => {
    const { world, notice, verdict, state } = await scanned();
    await notice();
    world.clock.set('2026-06-01T12:59:59.999Z');
    await world.sweep();
    expect(world.uploadChecks.requested).toEqual([]);
    world.clock.set('2026-06-01T13:00:00.000Z');
    await world.sweep();
    expect(await state()).toEqual(['awaitingUpload', 'late']);
    expect(world.uploadChecks.requested).toHaveLength(1);
    world.clock.set('2026-06-02T13:00:00.000Z');
    await world.sweep();
    expect(world.uploadChecks.requested).toHaveLength(1);
    expect(await verdict('clean')).toBe('available');
  });

  it('is not settled by a verdict on other bytes', async () => {
    const { notice, verdict, state } = await scanned();
    await verdict('clean', 'another version');
    expect(await notice()).toBe('scanning');
    expect(await verdict('clean', 'another version')).toBe('scanning');
    expect(await verdict('threats', 'another version')).toBe('scanning');
    expect(await state()).toEqual(['awaitingUpload', 'pending']);
  });

  it('that is not what was announced is rejected, however clean', async () => {
    const { world, verdict, state } = await scanned();
    await verdict('clean');
    const inspect = async () => ({ size: 1, sha256: '', mediaType: undefined });
    const check = { documentId: world.documentId, version: 1 };
    expect(await verifyUpload({ ...world, inspect }, check)).toBe('rejected');
    expect(await state()).toEqual(['rejected', undefined]);
  });

  it('that is found infected after all is told of, and changes nothing', async () => {
    const { notice, verdict, state } = await scanned();
    await notice();
    await verdict('clean');
    expect(await verdict('clean')).toBe('settledBefore');
    expect(await verdict('threats')).toBe('infected');
    expect(await state()).toEqual(['available', undefined]);
  });

  it('is available only when verified and clean, in whatever order and however often each comes', async () => {
    const steps = fc.array(
      fc.oneof(
        fc.constant('notice' as const),
        fc.tuple(fc.constantFrom(...scanResults), fc.boolean()),
      ),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const { notice, verdict, state } = await scanned();
        for (const step of taken) {
          if (step === 'notice') await notice();
          else await verdict(step[0], step[1] ? undefined : 'another version');
        }
        const own = taken.flatMap((step) => (step !== 'notice' && step[1] ? [step[0]] : []));
        const [found] = await state();
        if (found === 'available') expect(own).toContain('clean');
        if (found === 'rejected') expect(own).toContain('threats');
        if (found !== 'awaitingUpload') expect(taken).toContain('notice');
      }),
      { numRuns: 60 },
    );
  });

  it('loses neither of the two where they come at the same moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { world, version, objectVersion, state } = await scanned();
        const { commit } = world.repository;
        const repository = {
          ...world.repository,
          version: scheduler.scheduleFunction(world.repository.version),
          commit: scheduler.scheduleFunction(commit),
        };
        const { key = '' } = (await version()) ?? {};
        const both = [
          verifyUpload({ ...world, repository }, { key }),
          takeVerdict({ ...world, repository }, { key, objectVersion, result: 'clean' }),
        ];
        await scheduler.waitFor(Promise.all(both));
        expect(await state()).toEqual(['available', undefined]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('without a scanner', () => {
  it('an upload is available by its bytes, also one that waited for a verdict', async () => {
    const { world, notice, state } = await scanned();
    await notice();
    const check = { documentId: world.documentId, version: 1 };
    expect(await verifyUpload({ ...world, malwareScan: false }, check)).toBe('available');
    expect(await state()).toEqual(['available', undefined]);
  });
});
