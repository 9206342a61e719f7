import { describe, expect, it } from 'vitest';
import { eraseVersion } from '#shared/application/erase-version.ts';
import { contentAddress } from '#shared/application/read-versions.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { verifyUpload } from '#shared/application/verify-upload.ts';
import { erasing, name } from '../../support/erasing.ts';
import { noon, stated } from '../../support/use-cases.ts';

const why = { by: 'operator', reason: 'The file names a person.' };

const erased = async () => {
  const world = await erasing();
  const version = await world.upload();
  const { documentId } = world;
  return { world, version, documentId, input: { documentId, version: 1, ...why } };
};

describe('an erased version', () => {
  it('keeps digest, sizes, reason and who, and loses its file and the name of it', async () => {
    const { world, version, input, documentId } = await erased();
    await eraseVersion(world, input);
    expect(await world.files.open(version.key)).toBeDefined();
    await world.work();
    expect(await world.files.open(version.key)).toBeUndefined();
    const { fileName: _fileName, ...kept } = { fileName: '', ...version };
    expect(await world.repository.version(documentId, 1)).toEqual({
      ...kept,
      state: 'erased',
      was: { state: 'available', settledAt: noon },
      erasedAt: noon,
      erasedBy: 'operator',
      reason: 'The file names a person.',
      // The address of the upload works for an hour, and is looked behind once more.
      erasure: { state: 'done', dueAt: '2026-06-01T13:05:00.000Z' },
    });
  });

  it('cannot be fetched from the moment of the write, whenever its file goes', async () => {
    const { world, input } = await erased();
    await expect(contentAddress(world, input)).resolves.toMatch('memory://');
    await eraseVersion(world, input);
    await expect(contentAddress(world, input)).rejects.toMatchObject({ code: 'version_erased' });
  });

  it('is told once, however often it is asked for', async () => {
    const { world, input, version } = await erased();
    await eraseVersion(world, input);
    await eraseVersion(world, { ...input, by: 'another', reason: 'Again.' });
    expect(world.repository.stream.flatMap(({ emitted }) => emitted).slice(2)).toEqual([
      {
        type: 'document.versionErased',
        time: noon,
        version: 1,
        sha256: version.sha256,
        reason: 'The file names a person.',
      },
    ]);
    expect(world.erasures.requested).toHaveLength(2);
  });

  it('leaves what was decided about it as it is, and its record can be corrected', async () => {
    const { world, input, documentId } = await erased();
    const adoption = await recordDecision(world, {
      documentId,
      by: 'registrar',
      facts: stated('adopt', { documentVersion: 1 }),
    });
    await eraseVersion(world, input);
    const { current } = (await world.repository.document(documentId)) ?? {};
    expect(current).toMatchObject({ status: 'inForce', version: 1 });
    const { decisionId: corrects } = adoption.decision;
    const record = stated('adopt', { documentVersion: 1, section: '§ 2' });
    const facts = { kind: 'correct', corrects, record } as const;
    await recordDecision(world, { documentId, by: 'registrar', facts: stated('correct', facts) });
    const again = { documentId, by: 'registrar', facts: stated('amend', { documentVersion: 1 }) };
    await expect(recordDecision(world, again)).rejects.toThrow(
      'The file of version 1 was erased at 2026-06-01T12:00:00.000Z, so nothing can be decided about it any more; announce a file anew.',
    );
  });

  it('is found by the sweep where the message was lost', async () => {
    const { world, input, version } = await erased();
    const lost = { request: () => Promise.reject(new Error('out of reach')) };
    await expect(eraseVersion({ ...world, erasures: lost }, input)).rejects.toThrow('out of reach');
    await world.sweep();
    await world.work();
    expect(await world.files.open(version.key)).toBeDefined();
    world.clock.set('2026-06-01T12:05:00.000Z');
    await world.sweep();
    await world.work();
    expect(await world.files.open(version.key)).toBeUndefined();
  });

  it('stays due while a lock keeps its file, and says until when', async () => {
    const { world, input, version, documentId } = await erased();
    const until = '2027-06-01T00:00:00.000Z';
    world.files.lock(version.key, until);
    await eraseVersion(world, input);
    await world.work();
    const state = async () => (await world.repository.version(documentId, 1)) ?? {};
    expect(await state()).toMatchObject({ erasure: { state: 'pending', until, dueAt: until } });
    world.clock.set('2027-05-31T23:59:59.999Z');
    await world.sweep();
    expect(world.erasures.requested).toHaveLength(1);
    world.clock.set(until);
    world.files.lock(version.key, undefined);
    await world.sweep();
    await world.work();
    expect(await state()).toMatchObject({ erasure: { state: 'done' } });
    expect(await world.files.open(version.key)).toBeUndefined();
  });

  it.each(['with', 'without'])(
    'stays gone when an upload comes later, %s its notice',
    async (how) => {
      const world = await erasing();
      const { documentId } = world;
      const version = await world.upload({ isSent: false });
      await eraseVersion(world, { documentId, version: 1, ...why });
      await world.work();
      world.files.upload(version.key, world.bytes);
      if (how === 'with') expect(await verifyUpload(world, { key: version.key })).toBe('erased');
      else {
        world.clock.set('2026-06-01T13:05:00.000Z');
        await world.sweep();
      }
      await world.work();
      expect(await world.files.open(version.key)).toBeUndefined();
      expect((await world.repository.version(documentId, 1))?.state).toBe('erased');
      world.clock.set('2026-06-02T00:00:00.000Z');
      await world.sweep();
      await world.work();
      const asked = world.erasures.requested.length;
      await world.sweep();
      expect(world.erasures.requested).toHaveLength(asked);
      expect(await world.stored()).not.toContain(`${name}.txt`);
    },
  );

  it('is erased whichever comes first, the verification of its upload or the erasure', async () => {
    for (const isFirst of [true, false]) {
      const world = await erasing();
      const { documentId } = world;
      const version = await world.upload({ isSent: false });
      world.files.upload(version.key, world.bytes);
      const steps = [
        () => eraseVersion(world, { documentId, version: 1, ...why }),
        () => verifyUpload(world, { key: version.key }),
      ];
      for (const step of isFirst ? steps : steps.toReversed()) await step();
      await world.work();
      expect((await world.repository.version(documentId, 1))?.state).toBe('erased');
      expect(await world.files.open(version.key)).toBeUndefined();
    }
  });
});
