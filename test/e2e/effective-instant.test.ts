import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { secondsAhead } from '../../infra/local/near-future.ts';
import { as } from './support/callers.ts';
import { aDecision, aDocument } from './support/documents.ts';
import { aSubscriber } from './support/subscriber.ts';
import { waitFor } from './support/wait-for.ts';

const statusOnly = z.object({ status: z.string() });

describe('a decision that takes effect in ten seconds', () => {
  it('flips reads at the instant and reaches a subscriber within two seconds of it', async () => {
    const { documentId } = await aDocument(as('registrar'));
    const { receiver } = await aSubscriber(as('subscriber'), {
      documentIds: [documentId],
      toStatuses: ['inForce'],
    });
    await using _receiver = receiver;
    const path = `/v1/documents/${documentId}`;
    const read = async () => (await as('reader').get(path, statusOnly)).status;

    const { at, fromAndIncluding, today } = secondsAhead(10);
    const adopt = aDecision({ kind: 'adopt', decidedOn: today, fromAndIncluding });
    await as('registrar').post(`${path}/decisions`, adopt, z.looseObject({}));

    expect(await read()).toBe('adopted');
    await setTimeout(at - 1_500 - Date.now());
    const asked = Date.now();
    const before = await read();
    // The answer counts only when it was given before the instant.
    if (Date.now() < at) expect(before).toBe('adopted');
    expect(asked).toBeLessThan(at);
    await setTimeout(Math.max(0, at - Date.now()));
    expect(await read()).toBe('inForce');

    const { event, receivedAt } = await waitFor('the event', () => receiver.received[0]);
    const { lateBySeconds } = z.looseObject({ lateBySeconds: z.number() }).parse(event.data);
    expect(event).toMatchObject({
      type: 'document.statusChanged',
      time: new Date(at).toISOString(),
      data: { from: 'adopted', to: 'inForce', retroactive: false },
    });
    expect(receivedAt - at).toBeLessThan(2_000);
    expect(receivedAt - at).toBeGreaterThanOrEqual(lateBySeconds * 1000);
    expect(receiver.rejected).toBe(0);
  });

  it('is told once, however many wake-ups there are', async () => {
    const { documentId } = await aDocument(as('registrar'));
    const path = `/v1/documents/${documentId}`;
    const { at, fromAndIncluding, today } = secondsAhead(4);
    const adopt = aDecision({ kind: 'adopt', decidedOn: today, fromAndIncluding });
    await as('registrar').post(`${path}/decisions`, adopt, z.looseObject({}));
    // A write before the instant plans no second change, and one after it repeats none.
    const { revision } = await as('reader').get(path, z.looseObject({ revision: z.number() }));
    await as('registrar').send({
      method: 'PATCH',
      path,
      body: { owner: 'Kanslichefen' },
      headers: { 'if-match': `"${revision}"` },
    });
    await setTimeout(Math.max(0, at + 3_000 - Date.now()));

    const events = z.object({
      items: z.array(z.looseObject({ type: z.string(), data: z.looseObject({}) })),
    });
    const { items } = await as('reader').get(`/v1/events?documentId=${documentId}`, events);
    const changes = items.filter(({ type }) => type === 'document.statusChanged');
    expect(changes.map(({ data }) => data.to)).toEqual(['adopted', 'inForce']);
  });
});
