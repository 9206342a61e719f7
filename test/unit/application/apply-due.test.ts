import { describe, expect, it } from 'vitest';
import { announceVersion } from '#shared/application/announce-version.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { ConflictError, UnavailableError } from '#shared/application/ports.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import { stated, useCases } from '../../support/use-cases.ts';

const instant = '2026-06-30T22:00:00.000Z';
const deadline = '2027-01-01T00:00:00.000Z';

/** Documents in force that are all repealed at one instant. */
const repealedTogether = async (count: number) => {
  const world = useCases();
  const documentIds: string[] = [];
  for (let left = count; left > 0; left--) {
    const { documentId } = await world.register();
    const record = (facts: ReturnType<typeof stated>) =>
      recordDecision(world, { documentId, by: 'registrar', facts });
    await record(stated('adopt'));
    await record(stated('repeal', { fromAndIncluding: '2026-07-01' }));
    documentIds.push(documentId);
  }
  const statuses = async () =>
    (await world.repository.documents(documentIds)).map(({ current }) => current.status);
  return { ...world, documentIds, statuses };
};

describe('a wake-up ahead of its instant', () => {
  it('writes nothing before the instant and everything at it', async () => {
    const world = await repealedTogether(250);
    world.clock.set('2026-06-30T21:58:30.000Z');
    const { sleepUntil } = world.clock;
    const clock = {
      ...world.clock,
      sleepUntil: async (until: string) => {
        expect(new Set(await world.statuses())).toEqual(new Set(['inForce']));
        await sleepUntil(until);
      },
    };
    const result = await applyDue({ ...world, clock }, { instant, deadline });
    expect(result).toEqual({ applied: 250, checked: 0, failed: [], finished: true });
    expect(new Set(await world.statuses())).toEqual(new Set(['repealed']));
    const facts = world.repository.stream.slice(-250).flatMap(({ emitted }) => emitted);
    expect(facts.every((fact) => 'lateBySeconds' in fact && fact.lateBySeconds === 0)).toBe(true);
  });

  it('is planned again where the instant lies beyond its time', async () => {
    const world = await repealedTogether(1);
    world.clock.set('2026-06-30T21:58:30.000Z');
    const result = await applyDue(world, { instant, deadline: '2026-06-30T21:59:00.000Z' });
    expect(result.finished).toBe(false);
    expect(world.wakeUps.enqueued).toEqual([{ instant, delaySeconds: 90 }]);
    expect(await world.statuses()).toEqual(['inForce']);
  });
});

describe('a second wake-up', () => {
  it('finds nothing to do', async () => {
    const world = await repealedTogether(3);
    world.clock.set(instant);
    await applyDue(world, { instant, deadline });
    const written = world.repository.stream.length;
    expect(await applyDue(world, { instant, deadline })).toMatchObject({ applied: 0, failed: [] });
    expect(world.repository.stream).toHaveLength(written);
  });

  it('running at the same time changes each document once', async () => {
    const world = await repealedTogether(20);
    world.clock.set(instant);
    const before = world.repository.stream.length;
    const results = await Promise.all([
      applyDue(world, { instant, deadline }),
      applyDue(world, { deadline }),
    ]);
    expect(results.flatMap(({ failed }) => failed)).toEqual([]);
    expect(world.repository.stream).toHaveLength(before + 20);
  });
});

describe('a wake-up for what no longer holds', () => {
  it('does nothing', async () => {
    const world = await repealedTogether(1);
    const [documentId = ''] = world.documentIds;
    await recordDecision(world, {
      documentId,
      by: 'registrar',
      facts: stated('repeal', { decidedOn: '2026-05-30', fromAndIncluding: '2026-06-01' }),
    });
    const before = world.repository.stream.length;
    world.clock.set(instant);
    await applyDue(world, { instant, deadline });
    expect(world.repository.stream).toHaveLength(before);
  });
});

describe('a sweep', () => {
  it('catches what every wake-up missed, and says how late', async () => {
    const world = await repealedTogether(1);
    world.clock.set('2026-06-30T22:05:00.000Z');
    await applyDue(world, { deadline });
    expect(world.repository.stream.at(-1)?.emitted).toMatchObject([
      { type: 'document.statusChanged', to: 'repealed', lateBySeconds: 300 },
    ]);
  });

  it('goes on past a document that cannot be written, and leaves it due', async () => {
    const world = await repealedTogether(5);
    world.clock.set(instant);
    const [broken] = world.documentIds;
    const { commit } = world.repository;
    const repository = {
      ...world.repository,
      commit: async (write: Parameters<typeof commit>[0]) => {
        if (write.documents[0]?.document.documentId === broken) throw new UnavailableError('down');
        await commit(write);
      },
    };
    const result = await applyDue({ ...world, repository }, { deadline });
    expect(result).toMatchObject({ applied: 4, failed: [{ documentId: broken }] });
    expect(await applyDue(world, { deadline })).toMatchObject({ applied: 1, failed: [] });
  });

  it('reads a document again when someone else wrote it meanwhile', async () => {
    const world = await repealedTogether(1);
    world.clock.set(instant);
    let conflicts = 3;
    const { commit } = world.repository;
    const repository = {
      ...world.repository,
      commit: async (write: Parameters<typeof commit>[0]) => {
        if (conflicts-- > 0) throw new ConflictError('someone else wrote first');
        await commit(write);
      },
    };
    expect(await applyDue({ ...world, repository }, { deadline })).toMatchObject({ applied: 1 });
  });

  it('hands what it has no time for to another wake-up', async () => {
    const world = await repealedTogether(1);
    world.clock.set(instant);
    const result = await applyDue(world, { deadline: instant });
    expect(result).toMatchObject({ applied: 0, finished: false });
    expect(world.wakeUps.enqueued).toEqual([{ instant, shard: 1, delaySeconds: 0 }]);
  });

  it('asks for uploads whose notice was lost', async () => {
    const world = await repealedTogether(0);
    const { documentId } = await world.register();

    await announceVersion(world, {
      documentId,
      by: 'registrar',
      announcement: { fileName: 'a.txt', mediaType: 'text/plain', size: 1, sha256: '0'.repeat(64) },
    });
    world.clock.set('2026-06-01T12:59:00.000Z');
    let checked = 0;
    for (let minute = 0; minute < 120; minute++) {
      world.clock.advance(60_000);
      checked += (await applyDue(world, { deadline })).checked;
    }
    // Nobody looks at it: it is asked for after 0, 1, 2, 4 … minutes, not by every sweep.
    expect(checked).toBeGreaterThan(5);
    expect(checked).toBeLessThan(10);
    expect(world.uploadChecks.requested).toHaveLength(checked);
    expect(world.uploadChecks.requested[0]).toMatchObject({ documentId, version: 1 });
  });
});

describe('a document with more changes to come than its item holds', () => {
  it('has every one of them told, in order, however late', async () => {
    const world = useCases();
    const { documentId } = await world.register();
    for (let month = 0; month < 130; month++) {
      const fromAndIncluding = new Date(Date.UTC(2027, month * 2, 1)).toISOString().slice(0, 10);
      const throughAndIncluding = new Date(Date.UTC(2027, month * 2 + 1, 0)).toISOString();
      await recordDecision(world, {
        documentId,
        by: 'registrar',
        facts: stated('adopt', {
          fromAndIncluding,
          throughAndIncluding: throughAndIncluding.slice(0, 10),
        }),
      });
    }
    const cut = await world.repository.document(documentId);
    expect(cut).toMatchObject({ plannedInFull: false });
    world.clock.set('2060-01-01T00:00:00.000Z');
    await applyDue(world, { deadline: '2061-01-01T00:00:00.000Z' });
    const told = world.repository.stream.flatMap(({ emitted }) => emitted);
    const passed = told.filter(({ type }) => type === 'document.statusChanged');
    expect(passed.map(({ time }) => time)).toEqual(passed.map(({ time }) => time).toSorted());
    expect(passed).toHaveLength(1 + 2 * 130);
    const events = world.repository.stream.flatMap(({ document, emitted }) =>
      toCloudEvents(document, emitted),
    );
    expect(events.filter(({ data }) => data.to && !data.decision)).toEqual([]);
    expect((await world.repository.document(documentId))?.current.status).toBe('expired');
  }, 30_000);
});
