import { describe, expect, it } from 'vitest';
import {
  announcement,
  memoryApi,
  nobody,
  type Received,
  registration,
  type Sent,
  stating,
} from '../../../support/api.ts';

const withKey = (key = 'key-1', sent: Sent = {}): Sent => ({
  ...sent,
  headers: { 'idempotency-key': key },
});

type Api = ReturnType<typeof memoryApi>;

const subscription = (description = 'Ours') => ({
  target: { type: 'webhook', url: 'https://example.org/hook' },
  description,
});

/** Every request that creates something: where, what, and another body for the same. */
const creations: [string, (api: Api) => Promise<[string, unknown, unknown]>][] = [
  ['a document', async () => ['/v1/documents', registration(), registration({ title: 'Another' })]],
  [
    'a version',
    async (api) => [
      `/v1/documents/${await api.register()}/versions`,
      announcement(),
      announcement({ size: 4 }),
    ],
  ],
  [
    'a decision',
    async (api) => [
      `/v1/documents/${await api.register()}/decisions`,
      stating('propose'),
      stating('recommend'),
    ],
  ],
  [
    'a decision about several documents',
    async (api) => {
      const documents = [{ documentId: await api.register() }];
      const body = (kind: string) => ({ documents, decision: stating(kind) });
      return ['/v1/decisions', body('propose'), body('recommend')];
    },
  ],
  ['a subscription', async () => ['/v1/subscriptions', subscription(), subscription('Another')]],
];

/** Where it is; decisions of a group are in several places. */
const madeBy = ({ headers, body }: Received) => headers.location ?? body.groupId;

describe.each(creations)('creating %s with an Idempotency-Key', (_name, creation) => {
  it('happens once, with the same answer each time', async () => {
    const api = memoryApi();
    const [path, body] = await creation(api);
    const first = await api.post(path, body, withKey());
    expect(first.status).toBe(201);
    const writes = api.repository.stream.length;
    expect(await api.post(path, body, withKey())).toEqual(first);
    expect(api.repository.stream).toHaveLength(writes);
  });

  it('takes the same body in another order as the same', async () => {
    const api = memoryApi();
    const [path, body] = await creation(api);
    const first = await api.post(path, body, withKey());
    const turned = Object.fromEntries(Object.entries(Object(body)).reverse());
    expect(await api.post(path, turned, withKey())).toEqual(first);
  });

  it('is refused with another body', async () => {
    const api = memoryApi();
    const [path, body, other] = await creation(api);
    await api.post(path, body, withKey());
    const writes = api.repository.stream.length;
    const answer = await api.post(path, other, withKey());
    expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect(api.repository.stream).toHaveLength(writes);
  });

  it('happens again a day later', async () => {
    const api = memoryApi();
    const [path, body] = await creation(api);
    const first = await api.post(path, body, withKey());
    api.clock.set('2026-06-02T11:59:59.999Z');
    expect(madeBy(await api.post(path, body, withKey()))).toBe(madeBy(first));
    api.clock.set('2026-06-02T12:00:00.000Z');
    const again = await api.post(path, body, withKey());
    expect(again.status).toBe(201);
    expect(madeBy(again)).not.toBe(madeBy(first));
  });

  it('is another matter for another caller, and with another key', async () => {
    const api = memoryApi();
    const [path, body] = await creation(api);
    const answers = [
      await api.post(path, body, withKey()),
      await api.post(path, body, withKey('key-2')),
      await api.post(path, body, withKey('key-1', { subject: 'another' })),
      await api.post(path, body),
    ];
    expect(new Set(answers.map(madeBy)).size).toBe(4);
  });

  it('is not remembered where it was refused', async () => {
    const api = memoryApi();
    const [path, body] = await creation(api);
    expect((await api.post(path, { nonsense: 1 }, withKey())).status).toBe(422);
    expect((await api.post(path, body, withKey())).status).toBe(201);
  });

  it('happens once when it is asked for twice at the same time', async () => {
    const api = memoryApi();
    const [path, body] = await creation(api);
    const [first, second] = await Promise.all([
      api.post(path, body, withKey()),
      api.post(path, body, withKey()),
    ]);
    expect(second).toEqual(first);
  });

  it.each([
    ['', 422],
    ['a b', 422],
    ['å', 422],
    ['k'.repeat(256), 422],
    ['k'.repeat(255), 201],
  ])('has a key of 1 to 255 printable characters: %s', async (key, status) => {
    const api = memoryApi();
    const [path, body] = await creation(api);
    const answer = await api.post(path, body, withKey(key));
    expect(answer.status).toBe(status);
    if (status === 422) expect(answer.body.errors[0].pointer).toBe('/headers/idempotency-key');
  });
});

describe('the same key on another document', () => {
  it('is another request', async () => {
    const api = memoryApi();
    const paths = [await api.register(), await api.register()];
    for (const documentId of paths) {
      const path = `/v1/documents/${documentId}/decisions`;
      expect((await api.post(path, stating('propose'), withKey())).status).toBe(201);
    }
    const unknown = `/v1/documents/${nobody}/decisions`;
    expect((await api.post(unknown, stating('propose'), withKey())).status).toBe(404);
  });
});

describe('a repeated request whose document has changed meanwhile', () => {
  it('is answered with what it created, as it is now', async () => {
    const api = memoryApi();
    const { body } = await api.post('/v1/documents', registration(), withKey());
    await api.decide(body.documentId, 'adopt');
    const again = await api.post('/v1/documents', registration(), withKey());
    expect(again).toMatchObject({ status: 201, body: { status: 'inForce', revision: 2 } });
  });

  it('says that it is gone where it was withdrawn', async () => {
    const api = memoryApi();
    const { body } = await api.post('/v1/documents', registration(), withKey());
    await api.done('DELETE', `/v1/documents/${body.documentId}`, { headers: { 'if-match': '*' } });
    const again = await api.post('/v1/documents', registration(), withKey());
    expect(again).toMatchObject({ status: 410, body: { code: 'document_withdrawn' } });
  });
});
