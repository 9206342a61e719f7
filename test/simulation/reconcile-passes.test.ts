import { describe, expect, it } from 'vitest';
import { readPunctuality } from '#shared/application/read-punctuality.ts';
import { reconcile } from '#shared/application/reconcile.ts';
import { shift } from '#shared/domain/instant.ts';
import { midnight, reconcileWorld, twoDocuments } from './reconcile-world.ts';

const day = 86_400_000;

/** More documents than fit in one page, each a draft that says it is repealed. */
const manyWrong = async () => {
  const world = reconcileWorld();
  const current = { status: 'repealed', since: null, validity: {} } as const;
  for (let count = 0; count < 45; count++) {
    await world.corrupt(await world.register(), { current });
  }
  const step = (passId?: string, milliseconds = 0) =>
    reconcile(world.direct(), {
      deadline: shift(world.clock.now(), milliseconds),
      ...(passId !== undefined && { passId }),
    });
  return { ...world, step };
};

const left = async (world: Awaited<ReturnType<typeof manyWrong>>) =>
  (await world.repository.documentIds({ status: 'repealed', limit: 100 })).length;

describe('a pass', () => {
  it('goes on a page at a time as long as there is time, and counts all', async () => {
    const world = await manyWrong();
    const first = await world.step();
    expect(await left(world)).toBe(25);
    const passId = first.pass?.passId ?? '';
    expect(world.queue.queued).toEqual([{ passId }]);
    await world.step(passId);
    await world.step(passId);
    const { pass } = await world.step(passId);
    expect(await left(world)).toBe(0);
    expect(pass).toMatchObject({ documents: 45, failed: 0, counts: { projection: 45 } });
    expect(pass?.finishedAt).toBe(world.clock.now());
    expect(pass?.repaired).toHaveLength(45);
    const view = await readPunctuality(world, { month: '2026-06' });
    expect(view).toMatchObject({ transitions: 0, lateness: null, repaired: 45 });
  });

  it('ends in one step where there is time', async () => {
    const world = await manyWrong();
    expect((await world.step(undefined, 1)).pass?.finishedAt).toBeDefined();
    expect(world.queue.queued).toEqual([]);
  });

  it('does nothing by a step that comes late or of a pass that is not there', async () => {
    const world = await manyWrong();
    expect(await world.step('unknown', 1)).toEqual({ pass: undefined, repaired: [], failed: [] });
    expect(await left(world)).toBe(45);
    const { pass } = await world.step(undefined, 1);
    const again = await world.step(pass?.passId, 1);
    expect(again).toEqual({ pass: undefined, repaired: [], failed: [] });
    expect(await world.punctuality.latestPass()).toEqual(pass);
  });

  it('is taken on by one of two steps at the same place', async () => {
    const world = await manyWrong();
    const { pass } = await world.step();
    const both = await Promise.all([world.step(pass?.passId), world.step(pass?.passId)]);
    const passes = both.flatMap((one) => one.pass ?? []);
    expect(passes).toMatchObject([{ documents: 40, revision: 3 }]);
    expect(world.queue.queued).toHaveLength(2);
  });

  it('is carried on where it is asked for anew, and replaced once it is a day old', async () => {
    const world = await manyWrong();
    const { pass: first } = await world.step();
    world.clock.advance(day);
    const { pass: same } = await world.step();
    expect(same).toMatchObject({ passId: first?.passId, documents: 40 });
    world.clock.advance(1);
    const { pass: next } = await world.step();
    expect(next?.passId).not.toBe(first?.passId);
    expect(next).toMatchObject({ documents: 20, startedAt: world.clock.now() });
    expect((await world.step(first?.passId)).pass).toBeUndefined();
  });

  it('goes on past a document that fails, and counts it', async () => {
    const world = await manyWrong();
    const [failing] = await world.repository.documentIds({ limit: 1 });
    const dependencies = world.direct();
    const repository = {
      ...world.repository,
      outbox: async (documentId: string) => {
        if (documentId === failing) throw new Error('unreadable');
        return world.repository.outbox(documentId);
      },
    };
    const { pass, failed } = await reconcile(
      { ...dependencies, repository },
      { deadline: shift(world.clock.now(), 1) },
    );
    expect(failed).toMatchObject([{ documentId: failing, error: { message: 'unreadable' } }]);
    expect(pass).toMatchObject({ documents: 45, failed: 1, counts: { projection: 44 } });
  });
});

describe('the punctuality of a month', () => {
  it('is that of the changes whose decision was recorded before, by their local date', async () => {
    const world = reconcileWorld();
    const { common, shared } = await twoDocuments(world);
    world.clock.set(shift(midnight, 400));
    await world.apply(common);
    world.clock.set(shift(midnight, 90_000));
    await world.apply(shared);
    await world.relay();
    world.clock.advance(3_600_000);
    await world.reconcile();
    expect(await readPunctuality(world, { month: '2026-06' })).toEqual({
      month: '2026-06',
      transitions: 3,
      lateness: { p50: 90, p99: 90, max: 90 },
      missed: 2,
      repaired: 0,
      asOf: world.clock.now(),
    });
  });

  it('is the same however often it is counted', async () => {
    const world = reconcileWorld();
    const { common, shared } = await twoDocuments(world);
    world.clock.set(midnight);
    for (const documentId of [common, shared]) await world.apply(documentId);
    await world.relay();
    await world.reconcile();
    const first = await readPunctuality(world, { month: '2026-06' });
    expect(first).toMatchObject({ transitions: 3, lateness: { max: 0 }, missed: 0 });
    await world.reconcile();
    expect(await readPunctuality(world, { month: '2026-06' })).toEqual(first);
  });

  it('has zeros where nobody has counted it', async () => {
    const { punctuality } = reconcileWorld();
    expect(await readPunctuality({ punctuality }, { month: '2026-01' })).toEqual({
      month: '2026-01',
      transitions: 0,
      lateness: null,
      missed: 0,
      repaired: 0,
      asOf: null,
    });
  });
});

describe('what a document says of those that it takes over from', () => {
  it('is set right by the decisions of those', async () => {
    const world = reconcileWorld();
    const { common, shared } = await twoDocuments(world);
    const decided = { decidedOn: '2026-06-01', recipients: [] } as const;
    const decidedBy = { organisation: 'Region', body: 'Council' };
    const facts = { ...decided, decidedBy, fromAndIncluding: '2026-08-01' } as const;
    await world.record(common, { ...facts, kind: 'adopt' });
    await world.record(common, { ...facts, kind: 'replace', replacedBy: shared });
    await world.relay();
    const right = (await world.repository.document(shared))?.replaces;
    expect(right).toMatchObject([{ documentId: common }]);
    await world.corrupt(shared, { replaces: [] });
    expect(await world.reconcile()).toMatchObject([
      { documentId: shared, repair: 'projection', detail: `replaces ${common}` },
    ]);
    expect((await world.repository.document(shared))?.replaces).toEqual(right);
    await world.relay();
    expect(await world.reconcile()).toEqual([]);
  });
});
