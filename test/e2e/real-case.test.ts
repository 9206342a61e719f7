import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { as } from './support/callers.ts';
import { aDocument, aVersion } from './support/documents.ts';
import { aSubscriber } from './support/subscriber.ts';
import { waitFor } from './support/wait-for.ts';

const registrar = () => as('registrar');
const parties = [
  { id: 'alingsas', name: 'Alingsås kommun' },
  { id: 'boras', name: 'Borås stad' },
  { id: 'vgr', name: 'Västra Götalandsregionen' },
];
const sro = { organisation: 'Västra Götaland', body: 'Politiska samrådsorganet (SRO)' };
const board = { organisation: 'Alingsås kommun', body: 'Kommunstyrelsen' };

let id: string;
const path = (rest = '') => `/v1/documents/${id}${rest}`;
const read = (query = '') => as('reader').get(path(query), z.looseObject({ status: z.string() }));
const matrix = async () => {
  const rows = z.object({ items: z.array(z.looseObject({ party: z.object({ id: z.string() }) })) });
  const { items } = await as('reader').get(path('/adoptions'), rows);
  return items.map(({ party, status }) => [party.id, status]);
};
const record = (body: object) => registrar().post(path('/decisions'), body, z.looseObject({}));
const repeal = {
  kind: 'repeal',
  decidedOn: '2026-05-29',
  decidedBy: sro,
  fromAndIncluding: '2026-07-01',
  note: 'The decision date is assumed.',
};

describe('the guideline that parties adopt one by one', () => {
  beforeAll(async () => {
    const document = await aDocument(registrar(), {
      title: 'Inriktningsdokument för integrerat arbete',
      type: 'guideline',
      adoption: 'perParty',
      parties,
    });
    id = document.documentId;
    await aVersion(registrar(), id);
    await record({ kind: 'recommend', decidedOn: '2020-03-06', decidedBy: sro });
    await record({
      kind: 'adopt',
      decidedOn: '2020-09-02',
      decidedBy: board,
      section: '§ 129',
      caseNumber: '2020.246 KS',
      party: 'alingsas',
      documentVersion: 1,
      recipients: [{ name: 'Göteborgsregionen' }, { name: 'socialförvaltningen' }],
      note: 'The decision date is assumed.',
    });
    await record({
      kind: 'propose',
      decidedOn: '2026-05-01',
      decidedBy: sro,
      fromAndIncluding: '2026-07',
      wording: 'upphör att gälla från och med juli 2026',
    });
  });

  it('is in force before its repeal is recorded, for the party that adopted it', async () => {
    expect(await read()).toMatchObject({ status: 'inForce' });
    expect(await read('?party=alingsas')).toMatchObject({
      status: 'inForce',
      statusSince: '2020-09-01T22:00:00.000Z',
    });
    expect(await matrix()).toEqual([
      ['alingsas', 'inForce'],
      ['boras', 'notDecided'],
      ['vgr', 'notDecided'],
    ]);
  });

  it('is found by the registry number of a decision, however it is written', async () => {
    const found = z.object({ items: z.array(z.looseObject({ documentId: z.string() })) });
    for (const number of ['2020.246%20KS', '2020.246ks', 'KS%202020%2F246']) {
      const { items } = await as('reader').get(`/v1/decisions?caseNumber=${number}`, found);
      expect(items.map(({ documentId }) => documentId)).toContain(id);
    }
  });

  it('keeps the month and the wording of a proposal, at the same instant as the day', async () => {
    const { items } = await as('reader').get(
      path('/decisions'),
      z.object({ items: z.array(z.looseObject({ kind: z.string() })) }),
    );
    expect(items.find(({ kind }) => kind === 'propose')).toMatchObject({
      fromAndIncluding: '2026-07',
      wording: 'upphör att gälla från och med juli 2026',
      effective: { at: '2026-06-30T22:00:00.000Z', precision: 'month' },
    });
  });

  it('is repealed in common by a decision recorded late, and everyone is told how', async () => {
    const { receiver } = await aSubscriber(as('subscriber'), {
      documentIds: [id],
      types: ['document.statusChanged'],
    });
    await using _receiver = receiver;
    await record(repeal);

    expect(await read()).toMatchObject({
      status: 'repealed',
      statusSince: '2026-06-30T22:00:00.000Z',
      validity: { fromAndIncluding: '2020-09-02', throughAndIncluding: '2026-06-30' },
    });
    expect(await matrix()).toEqual([
      ['alingsas', 'repealed'],
      ['boras', 'notDecided'],
      ['vgr', 'notDecided'],
    ]);
    const told = await waitFor('the event of the repeal', () =>
      receiver.received.find(({ event }) => event.data.to === 'repealed'),
    );
    expect(told.event).toMatchObject({
      time: '2026-06-30T22:00:00.000Z',
      data: {
        from: 'inForce',
        retroactive: true,
        effectiveDate: { date: '2026-07-01', timeZone: 'Europe/Stockholm', precision: 'day' },
        decision: { kind: 'repeal', decidedOn: '2026-05-29', decidedBy: sro },
      },
    });
    expect(told.headers['webhook-id']).toBe(told.event.id);
  });

  it('was in force until local midnight, to the millisecond', async () => {
    expect(await read('?at=2026-06-30T23:59:59.999%2B02:00')).toMatchObject({ status: 'inForce' });
    expect(await read('?at=2026-07-01T00:00:00%2B02:00')).toMatchObject({ status: 'repealed' });
  });

  it('shows all of it in its timeline, in UTC and in local dates', async () => {
    const { items } = await as('reader').get(
      path('/timeline'),
      z.object({ items: z.array(z.looseObject({ status: z.string() })) }),
    );
    expect(items).toMatchObject([
      { status: 'draft', from: null },
      { status: 'proposed', from: '2020-03-05T23:00:00.000Z' },
      { status: 'inForce', from: '2020-09-01T22:00:00.000Z', to: '2026-06-30T22:00:00.000Z' },
      { status: 'repealed', from: '2026-06-30T22:00:00.000Z', to: null, planned: false },
    ]);
  });

  it('has told everything in one gapless sequence', async () => {
    const { items } = await waitFor('all events in the log', async () => {
      const page = await as('reader').get(
        `/v1/events?documentId=${id}`,
        z.object({ items: z.array(z.looseObject({ sequence: z.string(), type: z.string() })) }),
      );
      return page.items.some(({ data }) => z.looseObject({}).parse(data).to === 'repealed')
        ? page
        : undefined;
    });
    expect(items.map(({ sequence }) => Number(sequence))).toEqual(
      items.map((_, index) => index + 1),
    );
  });
});
