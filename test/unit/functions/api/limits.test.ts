import { describe, expect, it } from 'vitest';
import { limits } from '#shared/domain/limits.ts';
import { announcement, memoryApi, registration, stating } from '../../../support/api.ts';

const text = (length: number) => 'å'.repeat(length);
const list = <Item>(length: number, item: (index: number) => Item) =>
  Array.from({ length }, (_, index) => item(index));
const parties = (length: number) => list(length, (n) => ({ id: `p${n}`, name: `Party ${n}` }));

describe('each limit of a document', () => {
  it.each<[string, number, (size: number) => Readonly<Record<string, unknown>>]>([
    ['/title', limits.titleLength, (size) => ({ title: text(size) })],
    ['/title', limits.titleLength, (size) => ({ title: '😀'.repeat(size) })],
    ['/owner', limits.nameLength, (size) => ({ owner: text(size) })],
    [
      '/issuer/body',
      limits.nameLength,
      (size) => ({ issuer: { organisation: 'O', body: text(size) } }),
    ],
    ['/registryNumber', limits.registryNumberLength, (size) => ({ registryNumber: text(size) })],
    ['/parties', limits.parties, (size) => ({ parties: parties(size) })],
    [
      '/parties/0/name',
      limits.nameLength,
      (size) => ({ parties: [{ id: 'a', name: text(size) }] }),
    ],
    ['/parties/0/id', 50, (size) => ({ parties: [{ id: text(size), name: 'A' }] })],
    ['/keywords', limits.keywords, (size) => ({ keywords: list(size, String) })],
    ['/keywords/0', limits.keywordLength, (size) => ({ keywords: [text(size)] })],
  ])('%s holds %i and no more', async (pointer, most, facts) => {
    const api = memoryApi();
    const sizes = [most, most + 1];
    const [fits, beyond] = await Promise.all(
      sizes.map((size) => api.post('/v1/documents', registration(facts(size)))),
    );
    expect(fits?.status).toBe(201);
    expect(beyond).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect(api.repository.stream).toHaveLength(1);
  });

  it('holds for parties that are added as well', async () => {
    const api = memoryApi();
    const documentId = await api.register({ parties: parties(limits.parties - 1) });
    const add = (count: number) =>
      api.send('PATCH', `/v1/documents/${documentId}`, {
        headers: { 'if-match': '*' },
        body: { parties: list(count, (n) => ({ id: `new${n}`, name: 'New' })) },
      });
    expect(await add(2)).toMatchObject({ status: 422, body: { code: 'limit_exceeded' } });
    expect((await add(1)).status).toBe(200);
  });
});

describe('each limit of a decision', () => {
  it.each<[string, number, (size: number) => Readonly<Record<string, unknown>>]>([
    ['/section', limits.sectionLength, (size) => ({ section: text(size) })],
    ['/caseNumber', limits.registryNumberLength, (size) => ({ caseNumber: text(size) })],
    ['/wording', limits.wordingLength, (size) => ({ wording: text(size) })],
    ['/note', limits.noteLength, (size) => ({ note: text(size) })],
    [
      '/recipients',
      limits.recipients,
      (size) => ({ recipients: list(size, (n) => ({ name: `Recipient ${n}` })) }),
    ],
    ['/recipients/0/name', limits.nameLength, (size) => ({ recipients: [{ name: text(size) }] })],
  ])('%s holds %i and no more', async (pointer, most, facts) => {
    const api = memoryApi();
    const documentId = await api.register();
    const beyond = await api.decide(documentId, 'propose', facts(most + 1));
    expect(beyond).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await api.decide(documentId, 'propose', facts(most))).status).toBe(201);
  });

  it(`is that a document has ${limits.decisionsPerDocument} of them and no more`, async () => {
    const api = memoryApi();
    const documentId = await api.register();
    await api.decide(documentId, 'propose');
    // A thousand requests would only try the patience of who waits.
    const { document } = api.repository;
    const crowded = (decisionCount: number) => ({
      ...api.repository,
      document: async (id: string) => {
        const found = await document(id);
        return found && { ...found, decisionCount };
      },
    });
    const decide = async (count: number) =>
      memoryApi({ ...api, repository: crowded(count) }).decide(documentId, 'propose');
    expect(await decide(limits.decisionsPerDocument)).toMatchObject({
      status: 422,
      body: { code: 'limit_exceeded' },
    });
    expect((await decide(limits.decisionsPerDocument - 1)).status).toBe(201);
  });
});

describe('each limit of a file', () => {
  it.each<[string, number, (size: number) => Readonly<Record<string, unknown>>]>([
    ['/size', limits.fileSize, (size) => ({ size })],
    ['/fileName', limits.fileNameLength, (size) => ({ fileName: `${text(size - 4)}.pdf` })],
  ])('%s holds %i and no more', async (pointer, most, facts) => {
    const api = memoryApi();
    const path = `/v1/documents/${await api.register()}/versions`;
    const beyond = await api.post(path, announcement(facts(most + 1)));
    expect(beyond).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await api.post(path, announcement(facts(most)))).status).toBe(201);
  });
});

describe('a request', () => {
  it('has a body of 1 MB and no more', async () => {
    const api = memoryApi();
    const path = `/v1/documents/${await api.register()}/decisions`;
    const json = JSON.stringify(stating('propose'));
    const padded = (bytes: number) => Buffer.from(json.padEnd(bytes));
    const beyond = await api.send('POST', path, { raw: padded(limits.requestSize + 1) });
    expect(beyond).toMatchObject({ status: 422, body: { code: 'limit_exceeded' } });
    expect((await api.send('POST', path, { raw: padded(limits.requestSize) })).status).toBe(201);
  });

  it('with a title of 2 MB is refused before anything is looked at', async () => {
    const body = registration({ title: 'x'.repeat(2 * 1024 * 1024) });
    const answer = await memoryApi().post('/v1/documents', body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'limit_exceeded' } });
  });
});
