import { describe, expect, it } from 'vitest';
import { as } from './support/callers.ts';
import { aDecision } from './support/documents.ts';
import { aStory } from './support/record.ts';
import { aSubscriber } from './support/subscriber.ts';
import { waitFor } from './support/wait-for.ts';

const adopt = { kind: 'adopt', decidedOn: '2020-01-15', fromAndIncluding: '2020-02-01' };
const repeal = { kind: 'repeal', decidedOn: '2026-01-10', fromAndIncluding: '2026-02-01' };

describe('what takes back, annuls or corrects a decision', () => {
  it('makes a planned repeal disappear before its effect, and says what it cancelled', async () => {
    const { record, read, statuses, events, decision } = await aStory();
    await record(adopt);
    const planned = await record({ ...repeal, fromAndIncluding: '2090-01-01' });
    expect(await statuses()).toEqual(['draft', 'adopted', 'inForce', 'repealed']);
    const revocation = await record({ kind: 'revoke', decidedOn: '2026-03-01', revokes: planned });

    expect(await statuses()).toEqual(['draft', 'adopted', 'inForce']);
    expect(await read()).toMatchObject({ status: 'inForce', next: null });
    expect(await decision(planned)).toMatchObject({
      undone: [{ kind: 'revoke', decisionId: revocation, to: null }],
    });
    expect(await decision(revocation)).toMatchObject({ revokes: planned });
    const told = await waitFor('the event of the revocation', async () =>
      (await events('decision.recorded')).find(({ concerns }) => concerns === planned),
    );
    expect(told.cancelled).toEqual([
      { at: '2089-12-31T23:00:00.000Z', from: 'inForce', to: 'repealed' },
    ]);
  });

  it('restores what held before from a date, and back again when it is itself taken back', async () => {
    const { record, read, statuses } = await aStory();
    await record(adopt);
    const ended = await record(repeal);
    const revocation = await record({ kind: 'revoke', decidedOn: '2026-03-01', revokes: ended });
    expect(await statuses()).toEqual(['draft', 'adopted', 'inForce', 'repealed', 'inForce']);
    expect(await read('?at=2026-02-28T22:59:59.999Z')).toMatchObject({ status: 'repealed' });
    expect(await read('?at=2026-02-28T23:00:00Z')).toMatchObject({ status: 'inForce' });

    await record({ kind: 'revoke', decidedOn: '2026-04-01', revokes: revocation });
    expect(await statuses()).toEqual([
      'draft',
      'adopted',
      'inForce',
      'repealed',
      'inForce',
      'repealed',
    ]);
  });

  it('counts an annulled repeal as never decided, and tells everyone who was told', async () => {
    const { documentId, record, statuses } = await aStory();
    await record(adopt);
    const ended = await record(repeal);
    const { receiver } = await aSubscriber(as('subscriber'), {
      documentIds: [documentId],
      types: ['document.statusChanged'],
    });
    await using _receiver = receiver;
    await record({ kind: 'annul', decidedOn: '2026-05-01', annuls: ended });

    expect(await statuses()).toEqual(['draft', 'adopted', 'inForce']);
    const { event } = await waitFor('the correction', () =>
      receiver.received.find((one) => one.event.data.correction === true),
    );
    expect(event).toMatchObject({
      time: '2026-01-31T23:00:00.000Z',
      data: { from: 'repealed', to: 'inForce', currentStatus: 'inForce' },
    });
  });

  it('sets a wrong record right, and leaves what was known before as it was', async () => {
    const { record, enter, read, decision } = await aStory();
    await record(adopt);
    const wrong = await record({ ...repeal, fromAndIncluding: '2026-03-01' });
    const { recordedAt } = await decision(wrong);
    const correction = await enter({ kind: 'correct', corrects: wrong, record: aDecision(repeal) });

    const inFebruary = '?at=2026-02-15T12:00:00Z';
    expect(await read(inFebruary)).toMatchObject({ status: 'repealed' });
    expect(await read(`${inFebruary}&knownAt=${String(recordedAt)}`)).toMatchObject({
      status: 'inForce',
    });
    expect(await decision(wrong)).toMatchObject({
      fromAndIncluding: '2026-02-01',
      asRecorded: { fromAndIncluding: '2026-03-01' },
      correctedBy: correction,
      effective: { at: '2026-01-31T23:00:00.000Z' },
    });
  });

  it('suspends and resumes', async () => {
    const { record, statuses, read } = await aStory();
    await record(adopt);
    await record({ kind: 'suspend', decidedOn: '2026-01-10', fromAndIncluding: '2026-02-01' });
    expect(await read()).toMatchObject({ status: 'suspended' });
    await record({ kind: 'resume', decidedOn: '2026-03-01' });
    expect(await statuses()).toEqual(['draft', 'adopted', 'inForce', 'suspended', 'inForce']);
  });
});
