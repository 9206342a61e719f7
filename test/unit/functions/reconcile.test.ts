import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { memoryPunctuality } from '#shared/adapters/memory/punctuality.ts';
import { memoryReconcileQueue } from '#shared/adapters/memory/reconcile-queue.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { UnavailableError } from '#shared/application/ports.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { relayEvents } from '#shared/application/relay-events.ts';
import { shift } from '#shared/domain/instant.ts';
import { counted, noFigures } from '#shared/domain/punctuality.ts';
import { logger } from '#shared/runtime/logger.ts';
import { metrics } from '#shared/runtime/metrics.ts';
import { createHandler } from '../../../functions/reconcile/handler.ts';
import { context, failedOf, messages, queueEnd } from '../../support/invocations.ts';
import { stated, useCases } from '../../support/use-cases.ts';

beforeEach(() => {
  vi.spyOn(metrics, 'addMetric');
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** The values of a metric in the order in which they were sent. */
const sent = (name: string) =>
  vi
    .mocked(metrics.addMetric)
    .mock.calls.filter(([called]) => called === name)
    .map(([, , value]) => value);

const midnight = '2026-06-30T22:00:00.000Z';

/** Documents that came into force on 1 July, a little late, and were told of; it is a day later. */
const setUp = async ({ documents = 1, late = 200 } = {}) => {
  const world = useCases();
  const { clock, repository } = world;
  const [log, bus] = [memoryEventLog(), memoryEventBus()];
  const documentIds: string[] = [];
  for (let n = 0; n < documents; n++) {
    const { documentId } = await world.register();
    const facts = stated('adopt', { fromAndIncluding: '2026-07-01' });
    await recordDecision(world, { documentId, by: 'registrar', facts });
    documentIds.push(documentId);
  }
  clock.set(shift(midnight, late));
  await applyDue(world, { deadline: shift(midnight, 600_000) });
  const changes = repository.stream.map(({ document, emitted }) => ({ document, facts: emitted }));
  await relayEvents({ log, bus }, changes);
  clock.set('2026-07-02T01:17:00.000Z');
  const dependencies = {
    ...world,
    ...queueEnd(),
    log,
    bus,
    punctuality: memoryPunctuality(),
    queue: memoryReconcileQueue(),
  };
  const [documentId = ''] = documentIds;

  return {
    ...dependencies,
    documentId,
    told: bus.events.length,
    handler: createHandler(dependencies),
    status: async () => (await repository.document(documentId))?.current.status,
    /** What is stored of the first document, as somebody with access to the table could leave it. */
    corrupt: async () => {
      const document = await repository.document(documentId);
      if (document === undefined) throw new Error('not there');
      const { revision, current } = document;
      const wrong = { ...document, current: { ...current, status: 'repealed' as const } };
      await repository.commit({
        documents: [{ document: wrong, expectedRevision: revision, facts: [] }],
      });
    },
  };
};

const begin = messages([{ begin: true }]);

describe('a reconciliation', () => {
  it('begun by the schedule goes through everything, and says that it has ended', async () => {
    const { handler, punctuality } = await setUp({ documents: 3 });
    expect(await handler(begin, context())).toEqual({ batchItemFailures: [] });
    expect(await punctuality.latestPass()).toMatchObject({
      documents: 3,
      failed: 0,
      finishedAt: '2026-07-02T01:17:00.000Z',
    });
    expect([sent('PassesFinished'), sent('Repaired'), sent('FailedDocuments')]).toEqual([
      [1],
      [],
      [],
    ]);
  });

  it('measures each transition once, in milliseconds from its instant', async () => {
    const { handler, clock } = await setUp({ documents: 3 });
    await handler(begin, context());
    const measured = ['Transitions', 'LatenessP50', 'LatenessP99', 'LatenessMax', 'Missed'];
    expect(measured.map(sent)).toEqual([[3], [200], [200], [200], []]);
    clock.advance(86_400_000);
    vi.mocked(metrics.addMetric).mockClear();
    await handler(begin, context());
    expect(measured.map(sent)).toEqual([[], [], [], [], []]);
  });

  it('measures alone what has come since the pass before', async () => {
    const { handler, punctuality } = await setUp({ documents: 3, late: 120_000 });
    const before = [200, 120_000].reduce(counted, noFigures('2026-07'));
    await punctuality.putFigures([before], '2026-07-01T01:17:00.000Z');
    await handler(begin, context());
    expect([sent('Transitions'), sent('LatenessMax'), sent('Missed')]).toEqual([
      [2],
      [120_000],
      [2],
    ]);
  });

  it('sets right what somebody has changed by hand, counts it and names it in the log', async () => {
    const warn = vi.spyOn(logger, 'warn');
    const { handler, status, corrupt, documentId, bus, told } = await setUp();
    await corrupt();
    await handler(begin, context());
    expect(await status()).toBe('inForce');
    expect(sent('Repaired')).toEqual([1]);
    expect(warn.mock.calls).toEqual([
      ['set right', expect.objectContaining({ documentId, repair: 'projection' })],
    ]);
    expect(bus.events).toHaveLength(told);
  });

  it('goes on in another invocation where time is up, from where it stopped', async () => {
    const { handler, queue, punctuality } = await setUp({ documents: 45 });
    await handler(begin, context({ remaining: 30_000 }));
    const [step] = queue.queued;
    expect(await punctuality.latestPass()).toMatchObject({ passId: step?.passId, documents: 20 });
    expect(sent('PassesFinished')).toEqual([]);
    await handler(messages([step]), context({ remaining: 30_000 }));
    await handler(messages([step]), context());
    expect(await punctuality.latestPass()).toMatchObject({
      documents: 45,
      finishedAt: expect.any(String),
    });
    expect(sent('PassesFinished')).toEqual([1]);
  });

  it('does nothing for a step of a pass that has ended', async () => {
    const { handler, punctuality } = await setUp();
    await handler(begin, context());
    const ended = await punctuality.latestPass();
    await handler(messages([{ passId: ended?.passId }]), context());
    expect(await punctuality.latestPass()).toEqual(ended);
    expect(sent('PassesFinished')).toEqual([1]);
  });

  it('leaves out a document that it cannot read, and says so', async () => {
    const error = vi.spyOn(logger, 'error');
    const { handler: _handler, repository, documentId, ...world } = await setUp({ documents: 2 });
    const decisions = (id: string) =>
      id === documentId ? Promise.reject(new Error('broken')) : repository.decisions(id);
    const handler = createHandler({ ...world, repository: { ...repository, decisions } });
    expect(failedOf(Object(await handler(begin, context())))).toEqual([]);
    expect(await world.punctuality.latestPass()).toMatchObject({ documents: 2, failed: 1 });
    expect(sent('FailedDocuments')).toEqual([1]);
    expect(error.mock.calls).toEqual([
      ['document not reconciled', { correlation_id: '1', documentId, error: new Error('broken') }],
    ]);
  });

  it('comes back where passes cannot be kept', async () => {
    const { handler: _handler, ...world } = await setUp();
    const putPass = () => Promise.reject(new UnavailableError('throttled'));
    const handler = createHandler({ ...world, punctuality: { ...world.punctuality, putPass } });
    expect(failedOf(Object(await handler(begin, context())))).toEqual(['1']);
  });

  it('keeps a message that nobody can read', async () => {
    const { handler, deadLetters } = await setUp();
    expect(failedOf(Object(await handler(messages([{ pass: 1 }]), context())))).toEqual([]);
    expect(deadLetters.kept).toMatchObject([{ id: '1', reason: expect.stringContaining('Zod') }]);
  });
});

describe('an operator’s command', () => {
  it('begins a pass, hears of it soon, and asks how it goes', async () => {
    const { handler, queue } = await setUp({ documents: 45 });
    const begun = await handler({ begin: true }, context());
    expect(begun).toMatchObject({ documents: 20 });
    expect(begun).not.toHaveProperty('finishedAt');
    expect(await handler({ report: true }, context())).toEqual(begun);
    await handler(messages([queue.queued[0]]), context());
    expect(await handler({ report: true }, context())).toMatchObject({
      documents: 45,
      counts: {},
      repaired: [],
      failed: 0,
      finishedAt: expect.any(String),
    });
  });

  it('joins a pass that is under way', async () => {
    const { handler } = await setUp({ documents: 45 });
    const { passId } = Object(await handler({ begin: true }, context()));
    expect(await handler({ begin: true }, context())).toMatchObject({ passId, documents: 40 });
  });

  it('hears of nothing where there has been no pass', async () => {
    const { handler } = await setUp();
    expect(await handler({ report: true }, context())).toBeNull();
  });

  it('fails with its reason where a pass cannot be begun', async () => {
    const { handler: _handler, ...world } = await setUp();
    const latestPass = () => Promise.reject(new UnavailableError('throttled'));
    const handler = createHandler({ ...world, punctuality: { ...world.punctuality, latestPass } });
    await expect(handler({ begin: true }, context())).rejects.toThrow('throttled');
  });

  it('that is another one is refused', async () => {
    const { handler } = await setUp();
    await expect(handler({ end: true }, context())).rejects.toThrow(/Invalid input/);
  });
});
