import { describe, expect, it } from 'vitest';
import { stating } from '../../../support/api.ts';
import { inForce } from '../../../support/in-force.ts';

const wrong = { section: '§ 1', caseNumber: '2026.1 KS' };
const right = stating('adopt', { decidedOn: '2026-02-10', caseNumber: '2026.2 KS' });

describe('a decision whose record was corrected', () => {
  it('reads as the record has it now, with the wrong record whole beside', async () => {
    const { record, decision, adoption } = await inForce(wrong);
    const before = await decision(adoption);
    const correction = await record({ kind: 'correct', corrects: adoption, record: right });
    const after = await decision(adoption);
    expect(after).toMatchObject({ ...right, decisionId: adoption, correctedBy: correction });
    expect(after).not.toHaveProperty('section');
    expect(after.recordedAt).toBe(before.recordedAt);
    expect(after.asRecorded).toEqual({
      ...stating('adopt', { decidedOn: '2026-01-10', ...wrong }),
      recipients: [],
    });
    expect(after).not.toHaveProperty('struck');
  });

  it('reads as it was recorded where it was struck, and has no effect', async () => {
    const { record, decision, adoption } = await inForce(wrong);
    const correction = await record({ kind: 'correct', corrects: adoption });
    const after = await decision(adoption);
    expect(after).toMatchObject({
      section: '§ 1',
      struck: true,
      effective: null,
      effectiveBeforeDecided: false,
      correctedBy: correction,
    });
    expect(after).not.toHaveProperty('asRecorded');
  });

  it('reads by the latest correction, and the one before names that', async () => {
    const { record, decision, adoption } = await inForce(wrong);
    const first = await record({ kind: 'correct', corrects: adoption, record: right });
    expect(await decision(first)).not.toHaveProperty('supersededBy');
    const second = await record({ kind: 'correct', corrects: adoption });
    expect(await decision(first)).toMatchObject({ supersededBy: second });
    expect(await decision(second)).not.toHaveProperty('supersededBy');
    expect(await decision(adoption)).toMatchObject({ struck: true, correctedBy: second });
  });

  it('reads so where it is a proceeding, too', async () => {
    const { record, decision, adoption } = await inForce();
    const facts = { kind: 'notice', noticeOf: adoption };
    const notice = await record({ ...facts, noticePostedOn: '2026-01-15' });
    const set = { ...facts, noticePostedOn: '2026-01-16' };
    await record({ kind: 'correct', corrects: notice, record: set });
    expect(await decision(notice)).toMatchObject({
      noticePostedOn: '2026-01-16',
      asRecorded: { ...facts, noticePostedOn: '2026-01-15' },
    });
  });

  it('reads the same in the list', async () => {
    const { api, documentId, record, decision, adoption } = await inForce(wrong);
    await record({ kind: 'correct', corrects: adoption, record: right });
    const { items } = await api.done('GET', `/v1/documents/${documentId}/decisions`);
    expect(items[0]).toEqual(await decision(adoption));
  });
});

describe('a decision that is looked for by registry number', () => {
  const find = async (world: Awaited<ReturnType<typeof inForce>>, number: string, limit = 10) => {
    const query = `caseNumber=${encodeURIComponent(number)}&limit=${limit}`;
    const { items, next } = await world.api.done('GET', `/v1/decisions?${query}`);
    return { ids: items.map((item: { decisionId: string }) => item.decisionId), items, next };
  };

  it('is found by the number that the correction states, and by the recorded one', async () => {
    const world = await inForce(wrong);
    await world.record({ kind: 'correct', corrects: world.adoption, record: right });
    for (const number of ['2026.1 KS', '2026.2 KS']) {
      const { ids, items } = await find(world, number);
      expect(ids).toEqual([world.adoption]);
      expect(items[0]).toMatchObject({ kind: 'adopt', caseNumber: '2026.2 KS' });
    }
  });

  it('is found once, also over pages, where several entries have the number', async () => {
    const world = await inForce(wrong);
    const { adoption, record } = world;
    for (const section of ['§ 2', '§ 3']) {
      const facts = stating('adopt', { ...wrong, section });
      await record({ kind: 'correct', corrects: adoption, record: facts });
    }
    expect((await find(world, '2026.1 KS')).ids).toEqual([adoption]);
    const pages: string[] = [...(await find(world, '2026.1 KS', 1)).ids];
    let address = (await find(world, '2026.1 KS', 1)).next;
    while (address) {
      const query = new URLSearchParams({ caseNumber: '2026.1 KS', limit: '1', cursor: address });
      const page = await world.api.done('GET', `/v1/decisions?${query}`);
      pages.push(...page.items.map((item: { decisionId: string }) => item.decisionId));
      address = page.next;
    }
    expect(pages).toEqual([adoption]);
  });
});

describe('a correction that says what the record says', () => {
  it('is refused, whatever the order of what it states', async () => {
    const { refuse, record, adoption } = await inForce({ section: '§ 1' });
    const same = stating('adopt', { decidedOn: '2026-01-10', section: '§ 1' });
    const reordered = Object.fromEntries(Object.entries(same).reverse());
    const refusal = { status: 422, code: 'nothing_to_correct', pointers: ['/record'] };
    for (const said of [same, reordered]) {
      const answer = await refuse({ kind: 'correct', corrects: adoption, record: said });
      expect(answer).toMatchObject(refusal);
    }
    await record({ kind: 'correct', corrects: adoption, record: right });
    const again = { kind: 'correct', corrects: adoption, record: right };
    expect(await refuse(again)).toMatchObject(refusal);
    await record({ kind: 'correct', corrects: adoption, record: same });
  });
});

describe('a replacement to come', () => {
  it('is told with what takes over, in the timeline, in next and in the list', async () => {
    const { api, documentId, record, read } = await inForce();
    const successor = await api.register();
    const facts = { replacedBy: successor, fromAndIncluding: '2026-07-01' };
    await record(stating('replace', facts));
    const coming = { status: 'replaced', replacedBy: successor };
    expect((await read()).next).toMatchObject(coming);
    expect((await read('?at=2026-06-15T00:00:00Z')).next).toMatchObject(coming);
    const { items } = await api.done('GET', '/v1/documents');
    const row = items.find((item: { documentId: string }) => item.documentId === documentId);
    expect(row.next).toMatchObject(coming);
    const entries = (await read('/timeline')).items;
    expect(entries.at(-1)).toMatchObject(coming);
    for (const entry of entries.slice(0, -1)) expect(entry).not.toHaveProperty('replacedBy');
    expect(await read('?at=2026-08-01T00:00:00Z')).toMatchObject(coming);
  });

  it('is not told of another change', async () => {
    const { record, read } = await inForce();
    await record(stating('repeal', { fromAndIncluding: '2026-07-01' }));
    expect((await read()).next).not.toHaveProperty('replacedBy');
  });

  it('is told where the revocation of a resumption brings it about', async () => {
    const { api, record, read } = await inForce();
    const successor = await api.register();
    await record(stating('replace', { replacedBy: successor, fromAndIncluding: '2026-02-01' }));
    const anew = await record(stating('adopt', { decidedOn: '2026-03-01' }));
    await record(stating('revoke', { revokes: anew, fromAndIncluding: '2026-07-01' }));
    expect((await read()).next).toMatchObject({ status: 'replaced', replacedBy: successor });
    expect(await read('?at=2026-08-01T00:00:00Z')).toMatchObject({ replacedBy: successor });
  });
});
