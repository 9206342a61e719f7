import { describe, expect, it } from 'vitest';
import { announceVersion } from '#shared/application/announce-version.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { deliverDue } from '#shared/application/deliver-due.ts';
import { deliveryFor, placeDelivery } from '#shared/application/place-delivery.ts';
import { readDocument } from '#shared/application/read-document.ts';
import { reconcileDocument } from '#shared/application/reconcile-document.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import { remind } from '#shared/application/remind.ts';
import { settleVersion } from '#shared/application/settle-version.ts';
import { sweepDeliveries } from '#shared/application/sweep-deliveries.ts';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { between, shift } from '#shared/domain/instant.ts';
import { measuredUsage, type Use } from '../../infra/operations/cost/usage.ts';
import type { Counts } from '../bench/midnight/counted.ts';
import { itemBytes } from '../bench/midnight/units.ts';
import { countedWorld, type CountedWorld as World } from '../support/counted-world.ts';
import { emulatorStores } from '../support/emulator-stores.ts';
import { registration } from '../support/histories.ts';
import { subscription } from '../support/subscriptions.ts';
import { stated } from '../support/use-cases.ts';

const noon = '2026-06-01T12:00:00.000Z';
const stores = emulatorStores();
const world = async () => countedWorld(await stores(), noon);
const effect = '2026-06-30T22:00:00.000Z';

const sum = (units: Readonly<Record<string, number>>): number =>
  Object.values(units).reduce((all, one) => all + one, 0);

const unitsOf = (counts: Counts) => ({
  writeUnits: sum(counts.writes),
  readUnits: sum(counts.reads),
});

const claim = (key: string) => ({
  receiptId: `registrar#${key}`,
  bodyHash: 'x'.repeat(44),
  expiresAt: '2026-06-02T12:00:00.000Z',
});

/** A document of about 2 KB, with a file; what each of its three writes tells is in the log. */
const anUpload = async (all: World, written: (documentId: string) => unknown): Promise<string> => {
  const keywords = Array.from({ length: 24 }, (_, number) => `distansarbete och hälsa ${number}`);
  const title = 'Riktlinje för distansarbete i kommunens nämnder och förvaltningar';
  const { documentId } = await registerDocument(all, {
    by: 'registrar',
    registration: { ...registration, title, keywords },
    claim: claim('register'),
  });
  await written(documentId);
  const announcement = {
    fileName: 'riktlinje-distansarbete.pdf',
    mediaType: 'application/pdf' as const,
    size: 500_000,
    sha256: 'a'.repeat(64),
  };
  const announced = { documentId, announcement, by: 'registrar', claim: claim('announce') };
  await announceVersion(all, announced);
  const outcome = { state: 'available' as const, objectVersion: 'b'.repeat(32) };
  await settleVersion(all, { documentId, version: 1, outcome });
  await written(documentId);
  return documentId;
};

const adopt = (all: World, documentId: string) =>
  recordDecision(all, {
    documentId,
    by: 'registrar',
    facts: stated('adopt', {
      fromAndIncluding: '2026-07-01',
      documentVersion: 1,
      section: '§ 12',
      caseNumber: 'KS 2026/45',
      note: 'Beslutet gäller alla nämnder. '.repeat(6),
    }),
    claim: claim('adopt'),
  });

/** What the document's latest write tells. */
const outboxOf = async ({ repository }: World, documentId: string): Promise<CloudEvent[]> => {
  const outbox = await repository.outbox(documentId);
  return outbox ? toCloudEvents(outbox.document, outbox.facts) : [];
};

/** Adds up what is used, without what the log of events uses. */
const meter = (all: World) => {
  const used = { writeUnits: 0, readUnits: 0 };
  const stop = () => {
    const { writeUnits, readUnits } = unitsOf(all.counter.take());
    used.writeUnits += writeUnits;
    used.readUnits += readUnits;
  };
  return {
    /** A write is done, and its events go to the log. */
    written: async (documentId: string) => {
      stop();
      await all.log.append(await outboxOf(all, documentId));
      all.counter.take();
    },
    /** What was used since this was last asked. */
    read: () => {
      stop();
      const sum = { ...used };
      Object.assign(used, { writeUnits: 0, readUnits: 0 });
      return sum;
    },
  };
};

const eventsOf = async ({ repository }: World, documentId: string): Promise<number> =>
  (await repository.document(documentId))?.sequence ?? 0;

const used = ({ writeUnits, readUnits }: Use) => ({ writeUnits, readUnits });

describe('what npm run cost reckons with', () => {
  it('is what a document with its file, a decision and the change on the day use', async () => {
    const all = await world();
    const { counter, clock } = all;
    const { written, read } = meter(all);
    const { upload, decision, transition } = measuredUsage;
    const documentId = await anUpload(all, written);
    expect(read()).toEqual(used(upload));
    expect(await eventsOf(all, documentId)).toBe(upload.events);

    counter.take();
    await adopt(all, documentId);
    await written(documentId);
    expect(read()).toEqual(used(decision));
    expect(await eventsOf(all, documentId)).toBe(upload.events + decision.events);

    const stored = () => counter.image('documents', { documentId, item: 'document' }) ?? {};
    const dueAt = () => stored().dueAt?.S ?? '9999';
    counter.take();
    let wakeUps = 0;
    for (; dueAt() <= effect; wakeUps++) {
      const instant = dueAt();
      clock.advance(between(clock.now(), instant));
      await applyDue(all, { instant, deadline: shift(instant, 60_000) });
      await written(documentId);
    }
    expect(read()).toEqual(used(transition));
    expect(wakeUps).toBe(transition.invocations['apply-due']);
    const told = upload.events + decision.events + transition.events;
    expect(await eventsOf(all, documentId)).toBe(told);
    expect(itemBytes(stored())).toBeGreaterThan(1_900);
    expect(itemBytes(stored())).toBeLessThan(2_500);

    counter.take();
    await readDocument(all, { documentId });
    expect(read()).toEqual(used(measuredUsage.read));
    await reconcileDocument(all, { documentId, woken: new Set(), report: () => {} });
    expect(read()).toEqual(used(measuredUsage.nightly));
  });

  it('is what an event uses on its way into the log and to a subscriber', async () => {
    const all = await world();
    const { counter, clock, log, subscriptions } = all;
    const [event] = await outboxOf(all, await anUpload(all, () => undefined));
    if (event === undefined) throw new Error('Nothing was told');
    counter.take();
    await log.append([event]);
    expect(unitsOf(counter.take())).toEqual(used(measuredUsage.event));

    const subscriber = subscription(1);
    await subscriptions.create(subscriber);
    counter.take();
    const delivery = deliveryFor(subscriber, event, { now: clock.now() });
    if (delivery === undefined) throw new Error('It matches');
    await placeDelivery(all, subscriber, delivery);
    const { subscriptionId } = subscriber;
    await deliverDue(all, {
      subscriptionId,
      deliveryIds: [delivery.deliveryId],
      deadline: shift(clock.now(), 35_000),
    });
    expect(unitsOf(counter.take())).toEqual(used(measuredUsage.delivery));
  });

  it('is what a sweep uses when there is nothing to do', async () => {
    const all = await world();
    const { counter, clock } = all;
    const deadline = shift(clock.now(), 60_000);
    const sweeps = measuredUsage.sweep;
    await applyDue(all, { deadline });
    expect(unitsOf(counter.take()).readUnits).toBe(sweeps['apply-due']?.readUnits);
    await sweepDeliveries(all);
    expect(unitsOf(counter.take()).readUnits).toBe(sweeps['sweep-deliveries']?.readUnits);
    await remind(all, { deadline });
    expect(unitsOf(counter.take()).readUnits).toBe(sweeps.remind?.readUnits);
  });
});
