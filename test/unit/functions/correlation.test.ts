import { afterEach, describe, expect, it, vi } from 'vitest';
import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { memoryDeadLetters } from '#shared/adapters/memory/dead-letters.ts';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryFiles } from '#shared/adapters/memory/files.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { logger } from '#shared/runtime/logger.ts';
import { createHandler as applyDue } from '../../../functions/apply-due/handler.ts';
import { createHandler as deliver } from '../../../functions/deliver/handler.ts';
import { createHandler as fanOut } from '../../../functions/fan-out/handler.ts';
import { createHandler as planWakeUps } from '../../../functions/plan-wakeups/handler.ts';
import { createHandler as relayEvents } from '../../../functions/relay-events/handler.ts';
import { createHandler as replay } from '../../../functions/replay/handler.ts';
import { createHandler as verifyUpload } from '../../../functions/verify-upload/handler.ts';
import { announcement, memoryApi, noon, stating } from '../../support/api.ts';
import { changes, context, messages, queueEnd } from '../../support/invocations.ts';

const correlationId = 'case-2026.45';
const headers = { 'x-correlation-id': correlationId };

/** What the functions have logged under the id, by message. */
const loggedUnder = (info: ReturnType<typeof logged>, id: string) =>
  info.mock.calls
    .filter(([, extra]) => JSON.stringify(extra).includes(`"correlation_id":"${id}"`))
    .map(([message]) => message);

const logged = () => vi.spyOn(logger, 'info');

afterEach(() => {
  vi.restoreAllMocks();
});

/** The functions behind the API, over the same stores. */
const setUp = () => {
  const files = memoryFiles();
  const api = memoryApi({ files });
  const bus = memoryEventBus();
  const deadLetters = memoryDeadLetters();
  const end = { ...queueEnd(), deadLetters };
  const relay = relayEvents({
    log: api.events,
    bus,
    imageOf: documentFromImage,
    deadLetters,
  });
  let relayed = 0;
  return {
    ...api,
    files,
    bus,
    end,
    /** Carries what was written since the last time to the log and the bus. */
    carry: async (): Promise<readonly CloudEvent[]> => {
      const before = bus.events.length;
      await relay(changes(api.repository.stream.slice(relayed)), context());
      relayed = api.repository.stream.length;
      return bus.events.slice(before);
    },
  };
};

const toWebhook = { target: { type: 'webhook', url: 'https://example.org/' }, filter: {} };

describe('what a request causes', () => {
  it('carries its id from the answer through log and bus to the webhook', async () => {
    const info = logged();
    const world = setUp();
    const { body } = await world.post('/v1/subscriptions', toWebhook);
    const answer = await world.post(
      '/v1/documents',
      { title: 'Guideline', type: 'guideline', issuer: { organisation: 'Region' } },
      { headers },
    );
    expect(answer.headers['x-correlation-id']).toBe(correlationId);

    const [event] = await world.carry();
    expect(event).toMatchObject({ type: 'document.registered', correlationid: correlationId });
    expect((await world.events.read({ limit: 10 })).events).toEqual([event]);
    const dependencies = { ...world, ...world.end };
    await fanOut(dependencies)(messages([{ detail: event }]), context());
    const wake = { subscriptionId: body.subscriptionId, deliveryIds: [] };
    await deliver({ ...dependencies, log: world.events, random: () => 0.5 })(
      messages([wake]),
      context(),
    );

    const [sent] = world.sender.sent;
    expect(sent?.headers).toMatchObject(headers);
    expect(JSON.parse(sent?.body ?? '')).toEqual(event);
    const told = ['events relayed', 'event fanned out', 'attempt made'];
    expect(loggedUnder(info, correlationId)).toEqual(told);
  });

  it('tells decisions and what follows from them under one id', async () => {
    const world = setUp();
    const documentId = await world.register();
    await world.carry();
    const decision = stating('adopt', { fromAndIncluding: '2026-05-21' });
    await world.post(`/v1/documents/${documentId}/decisions`, decision, { headers });
    const events = await world.carry();
    expect(events.map(({ type }) => type)).toContain('document.statusChanged');
    expect(new Set(events.map(({ correlationid }) => correlationid))).toEqual(
      new Set([correlationId]),
    );
  });

  it('says which requests moved the next change', async () => {
    const info = logged();
    const world = setUp();
    const documentId = await world.register();
    const decision = stating('adopt', { fromAndIncluding: '2026-07-01' });
    await world.post(`/v1/documents/${documentId}/decisions`, decision, { headers });
    const plan = planWakeUps({
      wakeUps: memoryWakeUps(),
      clock: world.clock,
      imageOf: documentFromImage,
      deadLetters: memoryDeadLetters(),
    });
    await plan(changes(world.repository.stream), context());
    expect(loggedUnder(info, correlationId)).toEqual(['next changes moved']);
  });

  it('is a test that carries it', async () => {
    const world = setUp();
    const { body } = await world.post('/v1/subscriptions', toWebhook);
    await world.post(`/v1/subscriptions/${body.subscriptionId}/test`, undefined, { headers });
    expect(JSON.parse(world.sender.sent[0]?.body ?? '')).toMatchObject({
      type: 'subscription.test',
      correlationid: correlationId,
    });
  });

  it('is a replay whose steps name it; what is sent again keeps its own', async () => {
    const info = logged();
    const world = setUp();
    await world.register();
    await world.carry();
    const { body } = await world.post('/v1/subscriptions', toWebhook);
    world.clock.set('2026-06-01T12:00:01.000Z');
    const path = `/v1/subscriptions/${body.subscriptionId}/replay`;
    await world.post(path, { since: noon }, { headers });
    const step = world.replayQueue.queued.at(-1);
    expect(step).toMatchObject({ correlationId });
    const { delaySeconds: _delay, ...message } = step ?? {};
    await replay({ ...world, ...world.end, log: world.events })(messages([message]), context());
    expect(loggedUnder(info, correlationId)).toEqual(['replay went on']);
    expect(world.queue.queued.length).toBeGreaterThan(0);
  });
});

describe('what no request causes', () => {
  it('is a change by time under the id of the invocation that made it, or of its message', async () => {
    const world = setUp();
    for (const [day, wake] of [
      ['2026-06-02', (input: unknown) => input],
      ['2026-06-03', (input: unknown) => messages([input])],
    ] as const) {
      const documentId = await world.register();
      await world.decide(documentId, 'adopt', { fromAndIncluding: day });
      world.clock.set(`${day}T12:00:00.000Z`);
      const handler = applyDue({
        ...world,
        ...world.end,
        wakeUps: memoryWakeUps(),
        uploadChecks: memoryUploadChecks(),
      });
      await handler(wake({ sweep: true }), context());
    }
    await world.carry();
    const begun = world.bus.events.filter(
      ({ type, data }) => type === 'document.statusChanged' && data.to === 'inForce',
    );
    expect(begun.map(({ correlationid }) => correlationid)).toEqual(['request-1', '1']);
  });

  it('is a settled upload under the id of its message', async () => {
    const info = logged();
    const world = setUp();
    const documentId = await world.register();
    await world.post(`/v1/documents/${documentId}/versions`, announcement());
    await world.carry();
    const version = await world.repository.version(documentId, 1);
    world.files.upload(version?.key ?? '', Buffer.from('abc'));
    const handler = verifyUpload({
      ...world,
      ...world.end,
      malwareScan: false,
      inspect: async () => ({ size: 3, sha256: 'b'.repeat(64), mediaType: undefined }),
    });
    await handler(messages([{ documentId, version: 1 }]), context());
    expect(await world.carry()).toMatchObject([
      { type: 'document.versionRejected', correlationid: '1' },
    ]);
    expect(loggedUnder(info, '1')).toContain('upload verified');
  });
});
