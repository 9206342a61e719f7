import { describe, expect, it } from 'vitest';
import { announcement, memoryApi, nobody, stating } from '../../../support/api.ts';
import { refused } from '../../../support/refused.ts';

type Api = ReturnType<typeof memoryApi>;
type Facts = Readonly<Record<string, unknown>>;

const registered = async (api: Api, count: number) => {
  const documents: { readonly documentId: string }[] = [];
  for (let n = 0; n < count; n++) documents.push({ documentId: await api.register() });
  return documents;
};

const withVersion = async (api: Api, documentId: string) => {
  await api.done('POST', `/v1/documents/${documentId}/versions`, { body: announcement() });
  await api.settle(documentId, 1, { state: 'available', objectVersion: 'v1' });
};

const record = (api: Api, documents: unknown, decision: unknown, query = '') =>
  api.post(`/v1/decisions${query}`, { documents, decision });

const statuses = async (api: Api) =>
  (await api.done('GET', '/v1/documents')).items.map(({ status }: { status: string }) => status);

describe('one decision about several documents', () => {
  it('is recorded of each of them, under one groupId', async () => {
    const api = memoryApi();
    const documents = await registered(api, 3);
    const { status, body } = await record(api, documents, stating('adopt', { section: '§ 9' }));
    expect(status).toBe(201);
    expect(body.items).toHaveLength(3);
    for (const [index, { documentId }] of documents.entries()) {
      const { decision, document, warnings } = body.items[index];
      expect(decision).toMatchObject({ documentId, groupId: body.groupId, section: '§ 9' });
      const path = `/v1/documents/${documentId}`;
      expect(await api.done('GET', `${path}/decisions/${decision.decisionId}`)).toEqual(decision);
      const { parties: _parties, ...summary } = await api.done('GET', path);
      expect(document).toEqual(summary);
      expect(document.status).toBe('inForce');
      expect(warnings).toMatchObject([{ code: 'retroactive' }]);
    }
  });

  it('names the version of each where there is one', async () => {
    const api = memoryApi();
    const [first, second] = await registered(api, 2);
    if (first === undefined || second === undefined) throw new Error('Two are registered');
    await withVersion(api, first.documentId);
    const documents = [{ ...first, documentVersion: 1 }, second];
    const { body } = await record(api, documents, stating('adopt'));
    expect(body.items[0].document.currentVersion).toBe(1);
    expect(body.items[1].document).not.toHaveProperty('currentVersion');
  });

  it('amends each to a version of its own', async () => {
    const api = memoryApi();
    const documents = await registered(api, 2);
    for (const { documentId } of documents) await withVersion(api, documentId);
    await record(api, documents, stating('adopt', { decidedOn: '2026-01-10' }));
    const versioned = documents.map((one) => ({ ...one, documentVersion: 1 }));
    const { body } = await record(api, versioned, stating('amend'));
    expect(body.items).toMatchObject(
      versioned.map(() => ({ document: { currentVersion: 1, status: 'inForce' } })),
    );
  });

  it('can have one successor take over from all of them', async () => {
    const api = memoryApi();
    const [successor, ...documents] = await registered(api, 4);
    if (successor === undefined) throw new Error('Four are registered');
    const replacedBy = successor.documentId;
    await record(api, documents, stating('adopt', { decidedOn: '2026-01-10' }));
    const written = api.repository.stream.length;
    const { status } = await record(api, documents, stating('replace', { replacedBy }));
    expect(status).toBe(201);
    expect(api.repository.stream).toHaveLength(written + 4);
    const { replaces } = await api.done('GET', `/v1/documents/${replacedBy}`);
    expect(replaces).toHaveLength(3);
  });

  it('is of all or of none', async () => {
    const api = memoryApi();
    const documents = await registered(api, 3);
    await record(api, documents.slice(0, 2), stating('adopt', { decidedOn: '2026-01-10' }));
    const body = { documents, decision: stating('repeal') };
    const answer = await refused(api, 'POST', '/v1/decisions', { body });
    expect(answer).toMatchObject({
      status: 422,
      code: 'nothing_to_repeal',
      pointers: ['/documents/2'],
      detail: expect.stringMatching(/^Document 3 of the group: /),
    });
    expect(await statuses(api)).toEqual(['draft', 'inForce', 'inForce']);
  });

  it('is recorded once under one Idempotency-Key, and answered alike', async () => {
    const api = memoryApi();
    const documents = await registered(api, 2);
    const sent = { headers: { 'idempotency-key': 'key-1' } };
    const body = { documents, decision: stating('adopt') };
    const first = await api.post('/v1/decisions', body, sent);
    expect(await api.post('/v1/decisions', body, sent)).toEqual(first);
    const other = await api.post('/v1/decisions', { ...body, documents: [documents[0]] }, sent);
    expect(other.body.code).toBe('idempotency_key_reused');
  });

  it.each([49, 48])('may be about %i documents', async (count) => {
    const api = memoryApi();
    const { status, body } = await record(api, await registered(api, count), stating('adopt'));
    expect([status, body.items.length]).toEqual([201, count]);
  });
});

describe('a group', () => {
  const refusedGroup = async (documents: readonly unknown[], decision: Facts = stating('adopt')) =>
    refused(memoryApi(), 'POST', '/v1/decisions', { body: { documents, decision } });

  it.each([50, 60])('of %i documents is refused, with what to do instead', async (count) => {
    const documents = await registered(memoryApi(), count);
    const answer = await refusedGroup(documents);
    expect(answer).toMatchObject({
      status: 422,
      code: 'group_too_large',
      pointers: ['/documents'],
      detail: expect.stringContaining('49 documents at most'),
    });
    expect(answer.detail).toContain('Record it in several groups.');
  });

  it('of no documents is refused', async () => {
    expect(await refusedGroup([])).toMatchObject({
      status: 422,
      code: 'invalid_request',
      pointers: ['/documents'],
    });
  });

  it('that names a document twice is refused where it does', async () => {
    const [one, two] = await registered(memoryApi(), 2);
    expect(await refusedGroup([one, two, one])).toMatchObject({
      status: 422,
      code: 'document_repeated',
      pointers: ['/documents/2'],
    });
  });

  it('with a document that is not there is refused where it is named', async () => {
    expect(await refusedGroup([{ documentId: nobody }])).toMatchObject({
      status: 422,
      code: 'document_not_found',
      pointers: ['/documents/0'],
    });
  });

  it('with a version that is not there is refused where it is named', async () => {
    const api = memoryApi();
    const [document] = await registered(api, 1);
    const body = { documents: [{ ...document, documentVersion: 7 }], decision: stating('adopt') };
    expect(await refused(api, 'POST', '/v1/decisions', { body })).toMatchObject({
      status: 422,
      code: 'version_not_found',
      pointers: ['/documents/0', '/documents/0/documentVersion'],
    });
  });

  it.each<[string, Facts, string]>([
    ['an amendment without a version', stating('amend'), '/documents/0/documentVersion'],
    [
      'a version in the decision',
      stating('adopt', { documentVersion: 1 }),
      '/decision/documentVersion',
    ],
    ['another decision it is about', stating('revoke', { revokes: nobody }), '/decision/kind'],
    ['a correction', { kind: 'correct', corrects: nobody }, '/decision/kind'],
    ['no minutes', { kind: 'adopt', decidedOn: '2026-05-20' }, '/decision/decidedBy'],
  ])('with %s is refused where the fault is', async (_name, decision, pointer) => {
    expect(await refusedGroup([{ documentId: nobody }], decision)).toMatchObject({
      status: 422,
      code: 'invalid_request',
      pointers: [pointer],
    });
  });

  it.each(['extend', 'suspend', 'resume', 'repeal', 'replace'])(
    'that is to %s names no versions',
    async (kind) => {
      const decision = stating(kind, {
        ...(kind === 'extend' && { throughAndIncluding: '2027-12' }),
        ...(kind === 'replace' && { replacedBy: nobody }),
      });
      const documents = [{ documentId: nobody, documentVersion: 1 }];
      expect(await refusedGroup(documents, decision)).toMatchObject({
        code: 'invalid_request',
        pointers: ['/documents/0/documentVersion'],
      });
    },
  );
});
