import { describe, expect, it } from 'vitest';
import { shardOf } from '#shared/adapters/indexes.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { decide } from '#shared/domain/decide.ts';
import { createHandler } from '../../../functions/apply-due/handler.ts';
import { at, calendar, decision, draft } from '../../support/histories.ts';
import { context, failedOf, messages, queueEnd } from '../../support/invocations.ts';

const midnight = '2026-06-30T22:00:00.000Z';

/** A document that comes into force at midnight; it is 30 seconds before. */
const setUp = async () => {
  const clock = virtualClock('2026-06-30T21:59:30.000Z', { jumps: true });
  const repository = memoryRepository({ clock });
  const adoption = decision('adopt', { decidedOn: '2026-06-01', fromAndIncluding: '2026-07-01' });
  const { document, facts } = decide(
    { document: draft(), decisions: [], version: undefined },
    adoption,
    at('2026-06-01T12:00:00.000Z'),
  );
  const { documentId } = document;
  await repository.commit({ documents: [{ document: draft(), expectedRevision: 0, facts: [] }] });
  await repository.commit({
    documents: [{ document, expectedRevision: 1, facts }],
    decisions: [{ documentId, decision: adoption }],
  });
  const wakeUps = memoryWakeUps();
  const ports = { clock, repository, calendar, wakeUps, uploadChecks: memoryUploadChecks() };
  const dependencies = { ...ports, ...queueEnd() };
  const status = async () => (await repository.document(documentId))?.current.status;
  return { ...dependencies, status, handler: createHandler(dependencies) };
};

describe('apply-due', { timeout: 60_000 }, () => {
  it('waits for the instant of a schedule and writes what is due then', async () => {
    const { handler, status, clock, repository } = await setUp();
    expect(await handler({ instant: midnight }, context())).toBeUndefined();
    expect(await status()).toBe('inForce');
    expect(clock.now()).toBe(midnight);
    expect(repository.stream.at(-1)?.emitted).toMatchObject([
      { type: 'document.statusChanged', to: 'inForce', time: midnight, lateBySeconds: 0 },
    ]);
  });

  it('takes the same wake-up from the queue', async () => {
    const { handler, status } = await setUp();
    const response = await handler(messages([{ instant: midnight }]), context());
    expect(response).toEqual({ batchItemFailures: [] });
    expect(await status()).toBe('inForce');
  });

  it('takes a wake-up for one shard, and leaves the others to theirs', async () => {
    const { handler, status } = await setUp();
    const shard = shardOf(draft().documentId);
    await handler(messages([{ instant: midnight, shard: (shard + 1) % 8 }]), context());
    expect(await status()).toBe('adopted');
    await handler(messages([{ instant: midnight, shard }]), context());
    expect(await status()).toBe('inForce');
  });

  it('sweeps up what no wake-up came for', async () => {
    const { handler, status, clock } = await setUp();
    await handler({ sweep: true }, context());
    expect(await status()).toBe('adopted');
    clock.set(midnight);
    await handler({ sweep: true }, context());
    expect(await status()).toBe('inForce');
  });

  it('does nothing the second time', async () => {
    const { handler, repository } = await setUp();
    await handler({ instant: midnight }, context());
    const writes = repository.stream.length;
    await handler({ instant: midnight }, context());
    await handler(messages([{ instant: midnight }]), context());
    expect(repository.stream).toHaveLength(writes);
  });

  it('hands a wake-up on for which it has not the time', async () => {
    const { handler, status, wakeUps } = await setUp();
    await handler({ instant: midnight }, context({ remaining: 30_000 }));
    expect(await status()).toBe('adopted');
    expect(wakeUps.enqueued).toEqual([{ instant: midnight, delaySeconds: 30 }]);
  });

  it('reports that documents stay due, so that it is tried again', async () => {
    const { handler, ...dependencies } = await setUp();
    const commit = () => Promise.reject(new Error('out of reach'));
    const failing = createHandler({
      ...dependencies,
      repository: { ...dependencies.repository, commit },
    });
    const failure = failing({ instant: midnight }, context());
    await expect(failure).rejects.toThrow('1 could not be written and stay due');
    const response = await failing(messages([{ instant: midnight }]), context());
    expect(response && failedOf(response)).toEqual(['1']);
    // A sweep comes again in a minute: repeating this one, and keeping it, would do nothing more.
    await expect(failing({ sweep: true }, context())).resolves.toBeUndefined();
    await handler({ sweep: true }, context());
    expect(await dependencies.status()).toBe('inForce');
  });

  it.each([
    {},
    { instant: 'noon' },
    { sweep: false },
    { instant: midnight, sweep: true },
    { instant: midnight, shard: -1 },
    { shard: 1 },
  ])('refuses what is no wake-up, and keeps it where it came by the queue: %j', async (input) => {
    const { handler, deadLetters } = await setUp();
    await expect(handler(input, context())).rejects.toThrow();
    expect(await handler(messages([input]), context())).toEqual({ batchItemFailures: [] });
    expect(deadLetters.kept).toMatchObject([{ id: '1', body: JSON.stringify(input) }]);
  });
});
