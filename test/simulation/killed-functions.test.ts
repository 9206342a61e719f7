import { describe, expect, it } from 'vitest';
import { faultPlan } from '../support/faults.ts';
import { world } from './world.ts';

const decidedBy = { organisation: 'Region', body: 'Council' };

/** From upload to repeal, through every function, with one fault or none. */
const play = async (plan: ReturnType<typeof faultPlan>) => {
  const story = world(plan);
  await story.subscribe();
  const documentId = await story.register();
  await story.upload(documentId);
  await story.settle();
  await story.record(documentId, {
    kind: 'adopt',
    decidedOn: '2026-05-20',
    decidedBy,
    documentVersion: 1,
    recipients: [{ name: 'SRO' }, { name: 'GR' }],
  });
  await story.record(documentId, {
    kind: 'repeal',
    decidedOn: '2026-05-29',
    decidedBy,
    fromAndIncluding: '2026-07-01',
    recipients: [],
  });
  await story.settle();
  // What one wake-up writes may ask for the next: the map goes on with those that are added to it.
  for (const [instant, fireAt] of story.wakeUps.scheduled) {
    story.clock.set(fireAt);
    await story.wake(instant);
    await story.settle();
  }
  return observe(story, documentId);
};

/** What the three users see in the end; ids may differ where a killed attempt had used one up. */
const observe = async (story: ReturnType<typeof world>, documentId: string) => {
  const document = await story.repository.document(documentId);
  const decisions = await story.repository.decisions(documentId);
  const inLog = await story.log.ofDocument({ documentId, after: 0, limit: 100 });
  const [adoption] = decisions;
  const duties = await story.duties.of(documentId, adoption?.decisionId ?? '');
  const { events: read } = await story.log.read({ limit: 100 });
  return {
    document: {
      status: document?.current.status,
      since: document?.current.since,
      revision: document?.revision,
      sequence: document?.sequence,
      planned: document?.planned,
    },
    documents: (await story.repository.documentIds({ limit: 10 })).length,
    decisions: decisions.map(({ kind }) => kind),
    versions: (await story.repository.versions(documentId)).map(({ state }) => state),
    log: inLog.map(({ type, sequence, time, data }) => [type, sequence, time, data.to]),
    read: new Set(read.map(({ id }) => id)).size,
    bus: new Set(story.bus.events.map(({ id }) => id)).size,
    webhooks: new Set(story.sender.sent.map(({ headers }) => headers['webhook-id'])).size,
    duties: duties.map(({ recipient, toldAt }) => [recipient, toldAt !== undefined]),
    wakeUps: [...story.wakeUps.scheduled],
  };
};

const undisturbed = faultPlan({ at: 0 });
const expected = await play(undisturbed);

describe('the story, undisturbed', () => {
  it('ends with the document repealed at local midnight and everyone told once', () => {
    expect(expected).toMatchObject({
      document: { status: 'repealed', since: '2026-06-30T22:00:00.000Z', planned: [] },
      documents: 1,
      decisions: ['adopt', 'repeal'],
      versions: ['available'],
      log: [
        ['document.registered', '0000000001', '2026-06-01T08:00:00.000Z', undefined],
        ['document.versionAvailable', '0000000002', '2026-06-01T08:00:00.000Z', undefined],
        ['decision.recorded', '0000000003', '2026-06-01T08:05:00.000Z', undefined],
        ['document.statusChanged', '0000000004', '2026-05-19T22:00:00.000Z', 'inForce'],
        ['decision.recorded', '0000000005', '2026-06-01T08:05:00.000Z', undefined],
        ['document.dueSoon', '0000000006', '2026-06-01T08:05:00.000Z', 'repealed'],
        ['document.dueSoon', '0000000007', '2026-06-23T22:00:00.000Z', 'repealed'],
        ['document.statusChanged', '0000000008', '2026-06-30T22:00:00.000Z', 'repealed'],
      ],
      read: 8,
      bus: 8,
      webhooks: 8,
      duties: [['SRO', true]],
      wakeUps: [
        ['2026-06-23T22:00:00.000Z', '2026-06-23T21:58:30.000Z'],
        ['2026-06-30T22:00:00.000Z', '2026-06-30T21:58:30.000Z'],
      ],
    });
  });
});

const calls = Array.from({ length: undisturbed.calls }, (_, index) => index + 1);

describe('a function killed at a port call and started again', () => {
  it.each(calls)('ends where it would have, killed before call %i took effect', async (call) => {
    const plan = faultPlan({ at: call, when: 'before', kill: true });
    expect(await play(plan)).toEqual(expected);
    expect(plan.struck).toBe(true);
  });

  it.each(calls)('ends where it would have, killed after call %i took effect', async (call) => {
    const plan = faultPlan({ at: call, when: 'after', kill: true });
    expect(await play(plan)).toEqual(expected);
    expect(plan.struck).toBe(true);
  });
});
