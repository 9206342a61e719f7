import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ApiRequest } from '../../infra/local/api-client.ts';
import { as, withToken } from './support/callers.ts';
import { aDecision, aDocument } from './support/documents.ts';

const unknown = '01890000-0000-7000-8000-000000000000';
const document = { title: 'Policy', type: 'policy', issuer: { organisation: 'Testköping' } };
const post = (path: string, body: unknown): ApiRequest => ({ method: 'POST', path, body });
const get = (path: string): ApiRequest => ({ method: 'GET', path });

let path: string;
let events: () => Promise<number>;

beforeAll(async () => {
  const { documentId } = await aDocument(as('registrar'));
  path = `/v1/documents/${documentId}`;
  events = async () => {
    const { sequence } = await as('reader').get(path, z.looseObject({ sequence: z.number() }));
    return sequence;
  };
});

describe('a request that cannot be carried out', () => {
  it.each<[string, number, () => ApiRequest]>([
    ['an unknown field', 422, () => post('/v1/documents', { ...document, colour: 'red' })],
    ['a wrong type', 422, () => post('/v1/documents', { ...document, title: 7 })],
    ['an empty title', 422, () => post('/v1/documents', { ...document, title: '' })],
    [
      'a title of 501 letters',
      422,
      () => post('/v1/documents', { ...document, title: 'x'.repeat(501) }),
    ],
    [
      'a title of 2 MB',
      422,
      () => post('/v1/documents', { ...document, title: 'x'.repeat(2_000_000) }),
    ],
    [
      'an unknown zone',
      422,
      () => post('/v1/documents', { ...document, timeZone: 'Europe/Atlantis' }),
    ],
    ['no JSON', 400, () => post('/v1/documents', '{"title": ')],
    [
      '30 February',
      422,
      () => post(`${path}/decisions`, aDecision({ kind: 'adopt', decidedOn: '2026-02-30' })),
    ],
    [
      'a last day before the first',
      422,
      () =>
        post(
          `${path}/decisions`,
          aDecision({
            kind: 'adopt',
            fromAndIncluding: '2026-07-02',
            throughAndIncluding: '2026-07-01',
          }),
        ),
    ],
    [
      'a decision of next year',
      422,
      () => post(`${path}/decisions`, aDecision({ kind: 'adopt', decidedOn: '2099-01-01' })),
    ],
    [
      'a repeal of what was never adopted',
      422,
      () => post(`${path}/decisions`, aDecision({ kind: 'repeal' })),
    ],
    [
      'a version that does not exist',
      422,
      () => post(`${path}/decisions`, aDecision({ kind: 'adopt', documentVersion: 9 })),
    ],
    ['an unknown document', 404, () => get(`/v1/documents/${unknown}`)],
    [
      'a decision on an unknown document',
      404,
      () => post(`/v1/documents/${unknown}/decisions`, aDecision({ kind: 'adopt' })),
    ],
    ['a malformed cursor', 400, () => get('/v1/documents?cursor=nonsense')],
    ['an instant without offset', 422, () => get(`${path}?at=2026-07-01T00:00:00`)],
    ['no If-Match', 428, () => ({ method: 'PATCH', path, body: { owner: 'Kansliet' } })],
    [
      'a stale If-Match',
      412,
      () => ({
        method: 'PATCH',
        path,
        body: { owner: 'Kansliet' },
        headers: { 'if-match': '"99"' },
      }),
    ],
    ['an unknown route', 404, () => get('/v1/nothing')],
    ['another method', 405, () => ({ method: 'PUT', path })],
  ])('is told so: %s', async (_name, status, request) => {
    const before = await events();
    const answer = await as('registrar').send(request());
    expect(answer).toMatchObject({ status, body: { status } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const { detail } = z.looseObject({ detail: z.string() }).parse(answer.body);
    expect(detail.length).toBeGreaterThan(10);
    expect(await events()).toBe(before);
  });

  it('is told so when the role is too low', async () => {
    expect(await as('reader').send(post('/v1/documents', document))).toMatchObject({ status: 403 });
    expect(await as('subscriber').send(post('/v1/documents', document))).toMatchObject({
      status: 403,
    });
    expect(await as('registrar').send(get('/v1/subscriptions'))).toMatchObject({ status: 403 });
  });

  it('is told so when the token is missing, malformed or signed by someone else', async () => {
    const claims = { sub: 'x', exp: 9_999_999_999, 'cognito:groups': ['role:operator'] };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = `${part({ alg: 'RS256', kid: 'x' })}.${part(claims)}.${'x'.repeat(342)}`;
    for (const token of [undefined, 'nonsense', forged]) {
      expect(await withToken(token).send(get('/v1/documents'))).toMatchObject({ status: 401 });
    }
  });
});

describe('a request that is repeated with its Idempotency-Key', () => {
  it('creates once, answers the same, and refuses another body', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const send = (body: object) =>
      as('registrar').send({ ...post('/v1/documents', body), headers });
    const [first, second] = [await send(document), await send(document)];
    expect(first.status).toBe(201);
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(await send({ ...document, title: 'Another' })).toMatchObject({ status: 422 });
  });
});

describe('two registrars recording at the same time', () => {
  it('both have their decision kept', async () => {
    const { documentId } = await aDocument(as('registrar'));
    const decisions = `/v1/documents/${documentId}/decisions`;
    const answers = await Promise.all(
      ['2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01'].map((fromAndIncluding) =>
        as('registrar').send(post(decisions, aDecision({ kind: 'adopt', fromAndIncluding }))),
      ),
    );
    const kept = answers.filter(({ status }) => status === 201).length;
    expect(answers.every(({ status }) => [201, 409].includes(status))).toBe(true);
    const { items } = await as('reader').get(decisions, z.object({ items: z.array(z.unknown()) }));
    expect(items).toHaveLength(kept);
    expect(kept).toBeGreaterThan(0);
  });

  it('have one refused where both name the revision they decide about', async () => {
    const { documentId } = await aDocument(as('registrar'));
    const decisions = `/v1/documents/${documentId}/decisions`;
    const answers = await Promise.all(
      ['2027-01-01', '2027-02-01'].map((fromAndIncluding) =>
        as('registrar').send({
          ...post(decisions, aDecision({ kind: 'adopt', fromAndIncluding })),
          headers: { 'if-match': '"1"' },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412]);
  });
});

describe('a document that has not changed', () => {
  it('is answered with 304', async () => {
    const { headers } = await as('reader').send(get(path));
    const etag = headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const answer = await as('reader').send({ ...get(path), headers: { 'if-none-match': etag } });
    expect(answer).toMatchObject({ status: 304, body: '' });
  });
});
