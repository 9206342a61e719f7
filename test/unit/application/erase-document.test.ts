import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { changeDocument } from '#shared/application/change-document.ts';
import { eraseDocument, readErasure } from '#shared/application/erase-document.ts';
import { eraseStored } from '#shared/application/erase-stored.ts';
import { reconcileDocument } from '#shared/application/reconcile-document.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { withdrawDocument } from '#shared/application/withdraw-document.ts';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import { erasing, name } from '../../support/erasing.ts';
import { noon, stated } from '../../support/use-cases.ts';

const why = { by: 'operator', reason: 'The draft names a person.' };

/** RFC 8785, written out. */
const digestOf = (documentId: string) =>
  createHash('sha256')
    .update(
      `{"documentId":"${documentId}","issuer":{"body":"Delegate ${name}"},"keywords":["${name}"],"owner":"${name}","parties":[{"id":"anna","name":"${name}"}],"registryNumber":"KS 2026/1 ${name}","title":"Placement of ${name}"}`,
    )
    .digest('hex');

const erased = async (world: Awaited<ReturnType<typeof erasing>>) => {
  const { documentId } = world;
  const answer = await eraseDocument(world, { documentId, ...why });
  await world.relay();
  await world.work();
  return answer;
};

describe('an erased draft', () => {
  it('has nothing left of what it said, in any place, but for its digest', async () => {
    const world = await erasing();
    const { documentId } = world;
    await world.upload();
    await world.upload({ isSent: false });
    await changeDocument(world, {
      documentId,
      revisions: undefined,
      changes: { title: `${name}, again` },
    });
    await changeDocument(world, {
      documentId,
      revisions: undefined,
      changes: { title: `Placement of ${name}` },
    });
    await world.relay();
    expect(await world.stored()).toContain(name);
    expect(await erased(world)).toMatchObject({ digest: digestOf(documentId), ...why, at: noon });
    expect(await world.stored()).not.toContain(name);
    expect(await world.stored()).not.toContain('anna');
    expect(await readErasure(world, { documentId })).toMatchObject({ erasure: { state: 'done' } });
    const versions = await world.repository.versions(documentId);
    expect(versions.map(({ state }) => state)).toEqual(['erased', 'erased']);
    for (const { key } of versions) expect(await world.files.open(key)).toBeUndefined();
  });

  it('leaves its events in their places, under their ids', async () => {
    const world = await erasing();
    await world.upload();
    await world.relay();
    const before = await world.log.read({ limit: 100 });
    await erased(world);
    const { events } = await world.log.read({ limit: 100 });
    const said = ({ data: _data, ...rest }: (typeof events)[number]) => rest;
    expect(events.slice(0, before.events.length).map(said)).toEqual(before.events.map(said));
    expect(events.map(({ type }) => type)).toEqual([
      'document.registered',
      'document.versionAvailable',
      'document.withdrawn',
      'document.erased',
    ]);
    expect(events.map(({ data }) => [data.title, data.keywords])).toEqual(
      events.map(() => ['[erased]', []]),
    );
    expect((await world.log.read({ after: before.cursor, limit: 9 })).events).toHaveLength(2);
  });

  it('is not done before all of its events are in the log, so that none comes later', async () => {
    const world = await erasing();
    const { documentId } = world;
    await eraseDocument(world, { documentId, ...why });
    await world.work();
    expect(await readErasure(world, { documentId })).toMatchObject({
      erasure: { state: 'pending' },
    });
    await world.relay();
    expect(await world.stored()).toContain(name);
    world.clock.set('2026-06-01T12:05:00.000Z');
    await world.sweep();
    await world.work();
    expect(await readErasure(world, { documentId })).toMatchObject({ erasure: { state: 'done' } });
    expect(await world.stored()).not.toContain(name);
  });

  it('has events that were lost made anew, and a relay that is late brings nothing back', async () => {
    const world = await erasing();
    const { documentId } = world;
    const [registered] = world.repository.stream;
    if (registered === undefined) throw new Error('There is one');
    await eraseDocument(world, { documentId, ...why });
    const log = memoryEventLog();
    world.clock.set('2026-06-01T12:15:00.000Z');
    expect(await eraseStored({ ...world, log }, { documentId })).toBe('done');
    const { document, emitted } = registered;
    await log.append(toCloudEvents(document, emitted));
    const placed = await log.placed(documentId);
    expect(placed.map(({ type }) => type)).toEqual([
      'document.registered',
      'document.withdrawn',
      'document.erased',
    ]);
    expect(JSON.stringify(placed)).not.toContain(name);
    expect(JSON.stringify(await log.read({ limit: 9 }))).not.toContain(name);
  });

  it('has them made anew also where it was attempted before, as it is every five minutes', async () => {
    const world = await erasing();
    const { documentId } = world;
    await eraseDocument(world, { documentId, ...why });
    await world.work();
    for (let minute = 0; minute < 30; minute++) {
      world.clock.advance(60_000);
      await world.sweep();
      await world.work();
    }
    expect(await readErasure(world, { documentId })).toMatchObject({ erasure: { state: 'done' } });
    expect((await world.log.placed(documentId)).map(({ type }) => type)).toEqual([
      'document.registered',
      'document.withdrawn',
      'document.erased',
    ]);
    expect(await world.stored()).not.toContain(name);
  });

  it('is asked for ever more seldom where nobody erases it', async () => {
    const world = await erasing();
    const { documentId } = world;
    await eraseDocument(world, { documentId, ...why });
    world.clock.set('2026-06-01T12:04:00.000Z');
    for (let minute = 0; minute < 120; minute++) {
      world.clock.advance(60_000);
      await applyDue(world, { deadline: '2999-01-01T00:00:00.000Z' });
    }
    // After 0, 1, 2, 4 … 64 minutes.
    expect(world.uploadChecks.requested).toHaveLength(8);
  });

  it('stays erased whatever the reconciliation finds', async () => {
    const world = await erasing();
    const { documentId } = world;
    await erased(world);
    world.clock.set('2026-06-02T03:17:00.000Z');
    const repaired: unknown[] = [];
    const report = (one: unknown) => void repaired.push(one);
    await reconcileDocument(world, { documentId, woken: new Set(), report });
    expect(repaired).toEqual([]);
    expect(await world.stored()).not.toContain(name);
  });

  it('is erased also where it was withdrawn before, which is told once', async () => {
    const world = await erasing();
    const { documentId } = world;
    await withdrawDocument(world, { documentId, revisions: undefined });
    await erased(world);
    await eraseDocument(world, { documentId, by: 'another', reason: 'Again.' });
    const told = world.repository.stream.flatMap(({ emitted }) => emitted.map(({ type }) => type));
    expect(told).toEqual(['document.registered', 'document.withdrawn', 'document.erased']);
    expect(await world.stored()).not.toContain(name);
    expect((await world.repository.document(documentId))?.erased).toMatchObject(why);
  });

  it('waits for a file under a lock, and the rest of it does not', async () => {
    const world = await erasing();
    const { documentId } = world;
    const { key } = await world.upload();
    await world.upload();
    await world.relay();
    const until = '2027-01-01T00:00:00.000Z';
    world.files.lock(key, until);
    await erased(world);
    expect(await world.stored()).not.toContain(name);
    expect(await readErasure(world, { documentId })).toMatchObject({
      erasure: { state: 'pending', until, dueAt: until },
    });
    world.files.lock(key, undefined);
    world.clock.set(until);
    await world.sweep();
    await world.work();
    expect(await readErasure(world, { documentId })).toMatchObject({ erasure: { state: 'done' } });
    expect(await world.files.open(key)).toBeUndefined();
  });

  it('is refused once anything is decided, and that says what to do instead', async () => {
    const world = await erasing();
    const { documentId } = world;
    await recordDecision(world, { documentId, by: 'registrar', facts: stated('propose') });
    await expect(eraseDocument(world, { documentId, ...why })).rejects.toThrow(
      'Decisions are recorded on this document, so it cannot be erased: erase the files that hold personal data, each by itself, and change the title and whatever else is stated.',
    );
    expect(world.erasures.requested).toEqual([]);
  });
});

describe('work that was never asked for', () => {
  it('erases nothing', async () => {
    const world = await erasing();
    const { documentId } = world;
    const { key } = await world.upload();
    expect(await eraseStored(world, { documentId })).toBe('nothing');
    expect(await eraseStored(world, { documentId, version: 1 })).toBe('nothing');
    expect(await eraseStored(world, { documentId, version: 2 })).toBe('nothing');
    expect(await world.files.open(key)).toBeDefined();
  });
});
