import { describe, expect, it } from 'vitest';
import { memoryApi, stating } from '../../../support/api.ts';
import { subscribe, subscriber } from '../../../support/subscribing.ts';

type Api = ReturnType<typeof memoryApi>;

const registered = async (api: Api, count: number) => {
  const documents: { readonly documentId: string }[] = [];
  for (let n = 0; n < count; n++) documents.push({ documentId: await api.register() });
  return documents;
};

const record = (api: Api, documents: unknown, decision: unknown, query = '') =>
  api.post(`/v1/decisions${query}`, { documents, decision });

const statuses = async (api: Api) =>
  (await api.done('GET', '/v1/documents')).items.map(({ status }: { status: string }) => status);

describe('a dry run of a group', () => {
  it('says of each document what would become of it, and writes nothing', async () => {
    const api = memoryApi();
    const documents = await registered(api, 2);
    await record(api, documents, stating('adopt', { decidedOn: '2026-01-10' }));
    await subscribe(api, {}, subscriber('boras'));
    const before = [api.repository.stream.length, await statuses(api)];
    const repeal = stating('repeal', { fromAndIncluding: '2026-07-01' });
    const { status, body } = await record(api, documents, repeal, '?dryRun=true');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      wouldBeRecorded: true,
      items: documents.map(({ documentId }) => ({
        decision: { documentId },
        document: { documentId, next: { status: 'repealed', at: '2026-06-30T22:00:00.000Z' } },
        conflicts: [],
      })),
      told: { subscriptions: [{ organisation: 'boras' }] },
    });
    expect(body.items[0].timeline).toMatchObject([
      { status: 'draft' },
      { status: 'inForce' },
      { status: 'repealed', planned: true },
    ]);
    const repeals = body.events.coming.filter(
      ({ type }: { type: string }) => type === 'document.statusChanged',
    );
    expect(repeals.map(({ documentId }: { documentId: string }) => documentId)).toEqual(
      documents.map(({ documentId }) => documentId),
    );
    expect([api.repository.stream.length, await statuses(api)]).toEqual(before);

    const { body: done } = await record(api, documents, repeal);
    const codes = (items: readonly { readonly warnings: readonly { readonly code: string }[] }[]) =>
      items.map(({ warnings }) => warnings.map(({ code }) => code));
    expect(codes(body.items)).toEqual(codes(done.items));
  });

  it('says of which documents it would be refused, the first of which refuses the request', async () => {
    const api = memoryApi();
    const documents = await registered(api, 3);
    await record(api, documents.slice(0, 1), stating('adopt', { decidedOn: '2026-01-10' }));
    const { body } = await record(api, documents, stating('repeal'), '?dryRun=true');
    expect(body.wouldBeRecorded).toBe(false);
    expect(
      body.items.map(({ conflicts }: { conflicts: readonly unknown[] }) => conflicts.length),
    ).toEqual([0, 1, 1]);
    expect(body.items[0].document.status).toBe('inForce');
    expect(body.events).toEqual({ now: [], coming: [], comingInFull: true });
    const { body: problem } = await record(api, documents, stating('repeal'));
    const [first] = body.items[1].conflicts;
    expect(problem).toMatchObject({
      code: first.code,
      detail: first.message,
      errors: first.errors,
    });
  });

  it('is refused for a group that is too large as the request is', async () => {
    const api = memoryApi();
    const documents = await registered(api, 60);
    const answer = await record(api, documents, stating('adopt'), '?dryRun=true');
    expect(answer).toMatchObject({ status: 422, body: { code: 'group_too_large' } });
  });
});
