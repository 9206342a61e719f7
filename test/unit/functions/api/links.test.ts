import { describe, expect, it } from 'vitest';
import { limits } from '#shared/domain/limits.ts';
import { memoryApi, nobody, registration } from '../../../support/api.ts';
import { refused } from '../../../support/refused.ts';

type Api = ReturnType<typeof memoryApi>;

const change = (api: Api, documentId: string, body: unknown) =>
  api.send('PATCH', `/v1/documents/${documentId}`, { headers: { 'if-match': '*' }, body });

const refusedChange = (api: Api, documentId: string, body: unknown) =>
  refused(api, 'PATCH', `/v1/documents/${documentId}`, { headers: { 'if-match': '*' }, body });

describe.each(['supplements', 'implements'])('%s', (relation) => {
  it('links to other documents, at registration and by a change', async () => {
    const api = memoryApi();
    const [first, second] = [await api.register(), await api.register()];
    const documentId = await api.register({ [relation]: [first.toUpperCase(), first] });
    const read = async () => (await api.done('GET', `/v1/documents/${documentId}`))[relation];
    expect(await read()).toEqual([first]);
    expect((await change(api, documentId, { [relation]: [second] })).status).toBe(200);
    expect(await read()).toEqual([second]);
    await change(api, documentId, { [relation]: [] });
    expect(await read()).toEqual([]);
  });

  it('is refused to a document that is not there, or is withdrawn', async () => {
    const api = memoryApi();
    const [documentId, withdrawn] = [await api.register(), await api.register()];
    await api.send('DELETE', `/v1/documents/${withdrawn}`, { headers: { 'if-match': '*' } });
    const wrong = { [relation]: [documentId, nobody, withdrawn] };
    const expected = {
      status: 422,
      code: 'linked_document_not_found',
      pointers: [`/${relation}/1`, `/${relation}/2`],
    };
    const body = registration(wrong);
    expect(await refused(api, 'POST', '/v1/documents', { body })).toMatchObject(expected);
    const other = await api.register();
    expect(await refusedChange(api, other, wrong)).toMatchObject(expected);
  });

  it('is refused to the document itself', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    expect(await refusedChange(api, documentId, { [relation]: [documentId] })).toMatchObject({
      status: 422,
      code: 'linked_to_itself',
      pointers: [`/${relation}/0`],
    });
  });

  it('may stay where the other document has been withdrawn since', async () => {
    const api = memoryApi();
    const [other, another] = [await api.register(), await api.register()];
    const documentId = await api.register({ [relation]: [other] });
    await api.send('DELETE', `/v1/documents/${other}`, { headers: { 'if-match': '*' } });
    const { status } = await change(api, documentId, { [relation]: [other, another] });
    expect(status).toBe(200);
  });

  it(`is to ${limits.linksPerDocument} documents at most`, async () => {
    const api = memoryApi();
    const ids: string[] = [];
    for (let n = 0; n <= limits.linksPerDocument; n++) ids.push(await api.register());
    const register = (count: number) =>
      api.post('/v1/documents', registration({ [relation]: ids.slice(0, count) }));
    expect((await register(limits.linksPerDocument)).status).toBe(201);
    expect(await register(limits.linksPerDocument + 1)).toMatchObject({
      status: 422,
      body: { code: 'invalid_request', errors: [{ pointer: `/${relation}` }] },
    });
  });
});

describe('reminders', () => {
  it('are the usual ones where none are stated, and shown', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const read = async () => (await api.done('GET', `/v1/documents/${documentId}`)).reminders;
    expect(await read()).toEqual([90, 30, 7]);
    await change(api, documentId, { reminders: [14, 1, 14] });
    expect(await read()).toEqual([14, 1]);
    await change(api, documentId, { reminders: [] });
    expect(await read()).toEqual([]);
    await change(api, documentId, { reminders: null });
    expect(await read()).toEqual([90, 30, 7]);
  });

  it.each([
    [[0], '/reminders/0'],
    [[30, 5_000], '/reminders/1'],
    [[limits.reminderDays + 1], '/reminders/0'],
    [[-1], '/reminders/0'],
    [[1.5], '/reminders/0'],
    [['7'], '/reminders/0'],
    [[1, 2, 3, 4, 5, 6], '/reminders'],
  ])('of %j days are refused', async (reminders, pointer) => {
    const api = memoryApi();
    const expected = { status: 422, code: 'invalid_request', pointers: [pointer] };
    const body = registration({ reminders });
    expect(await refused(api, 'POST', '/v1/documents', { body })).toMatchObject(expected);
    const documentId = await api.register();
    expect(await refusedChange(api, documentId, { reminders })).toMatchObject(expected);
  });

  it.each([1, limits.reminderDays])('of %i days are taken', async (days) => {
    const { status } = await memoryApi().post('/v1/documents', registration({ reminders: [days] }));
    expect(status).toBe(201);
  });

  it('are told at once of a review that is near, and each once', async () => {
    const api = memoryApi();
    const documentId = await api.register({ reviewBy: '2026-06-20', reminders: [30, 7] });
    const told = async () => {
      await api.relay();
      const address = `/v1/events?documentId=${documentId}&type=document.dueSoon`;
      return (await api.done('GET', address)).items;
    };
    const data = { reason: 'review', daysBefore: 30, daysLeft: 19 };
    expect(await told()).toMatchObject([{ data }]);
    await change(api, documentId, { owner: 'Us' });
    await change(api, documentId, { reminders: [30, 7, 2] });
    expect(await told()).toHaveLength(1);
  });
});
