import { describe, expect, it } from 'vitest';
import { memoryApi, nobody, stating } from '../../../support/api.ts';
import { refused } from '../../../support/refused.ts';

describe('a query', () => {
  it.each([
    ['/v1/documents?state=draft', '/query/state'],
    ['/v1/documents?status=drafty', '/query/status'],
    ['/v1/documents?status=draft&status=inForce', '/query/status'],
    ['/v1/documents?limit=0', '/query/limit'],
    ['/v1/documents?limit=101', '/query/limit'],
    ['/v1/documents?limit=ten', '/query/limit'],
    ['/v1/documents?limit=1e1', '/query/limit'],
    ['/v1/documents?dueBefore=2026-07-01', '/query/dueBefore'],
    ['/v1/documents?at=2026-07-01', '/query/at'],
    ['/v1/documents?knownAt=2026-05-01T00:00:00', '/query/knownAt'],
    ['/v1/documents?party=alingsas&dryRun=true', '/query/dryRun'],
    ['/v1/documents?keyword=', '/query/keyword'],
    ['/v1/documents?__proto__=x', '/query/__proto__'],
    [`/v1/documents/${nobody}?knownAt=2026-05-01T00:00:00`, '/query/knownAt'],
    [`/v1/documents/${nobody}/timeline?knownAt=then`, '/query/knownAt'],
    [`/v1/documents/${nobody}/adoptions?at=2026-05-01T00:00`, '/query/at'],
    [`/v1/documents/${nobody}/decisions?knownAt=2026-05-01T00:00:00Z`, '/query/knownAt'],
    [`/v1/documents/${nobody}/timeline?at=yesterday`, '/query/at'],
    [`/v1/documents/${nobody}/adoptions?party=alingsas`, '/query/party'],
    [`/v1/documents/${nobody}/versions?limit=3`, '/query/limit'],
    ['/v1/decisions', '/query/caseNumber'],
    ['/v1/decisions?caseNumber=%20', '/query/caseNumber'],
    ['/v1/decisions?caseNumber=---', '/query/caseNumber'],
    ['/v1/upcoming?until=2027', '/query/until'],
    ['/v1/events?type=document.exploded', '/query/type'],
    ['/v1/events?documentId=x', '/query/documentId'],
    ['/v1/health?verbose', '/query/verbose'],
  ])('%s is refused', async (address, pointer) => {
    const answer = await refused(memoryApi(), 'GET', address);
    expect(answer).toMatchObject({ status: 422, code: 'invalid_request', pointers: [pointer] });
  });

  it.each(['', 'yes', '1', 'TRUE'])(
    'with dryRun=%s is refused: nothing is guessed',
    async (text) => {
      const api = memoryApi();
      const path = `/v1/documents/${await api.register()}/decisions?dryRun=${text}`;
      const answer = await refused(api, 'POST', path, { body: stating('adopt') });
      expect(answer).toMatchObject({ status: 422, pointers: ['/query/dryRun'] });
      expect(answer.detail).toContain('Write true or false.');
    },
  );

  it.each([
    ['2026-07-01', /offset or Z/],
    ['2026-07-01T00:00:00', /offset or Z/],
    ['2026-07-01T00:00:00+02:00', /%2B/],
    ['2026-02-30T00:00:00Z', /offset or Z/],
    ['2026-07-01T24:00:00Z', /offset or Z/],
    ['2026-07-01T00:00:00%2B25:00', /offset or Z/],
    ['', /offset or Z/],
  ])('with at=%s says how to write it', async (at, help) => {
    const answer = await refused(memoryApi(), 'GET', `/v1/documents/${nobody}?at=${at}`);
    expect(answer).toMatchObject({ status: 422, pointers: ['/query/at'] });
    expect(answer.detail).toMatch(help);
  });

  it.each([
    ['/v1/documents', 'cursor'],
    ['/v1/decisions?caseNumber=1', 'cursor'],
    ['/v1/upcoming', 'cursor'],
    ['/v1/events', 'after'],
    ['/v1/subscriptions', 'cursor'],
  ])('%s with a malformed cursor is 400', async (address, name) => {
    const forged = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');
    for (const cursor of ['x', '%F0%9F%92%A5', forged([]), forged(['x', null]), forged({ a: 1 })]) {
      const mark = address.includes('?') ? '&' : '?';
      const answer = await refused(memoryApi(), 'GET', `${address}${mark}${name}=${cursor}`);
      expect(answer).toMatchObject({ status: 400, code: 'malformed_cursor' });
    }
  });

  it('with the cursor of another list, or of other filters, is 400', async () => {
    const api = memoryApi();
    for (let count = 0; count < 3; count++) await api.register();
    const { cursor } = await api.done('GET', '/v1/documents?limit=1');
    for (const address of ['/v1/documents?type=policy', '/v1/upcoming?limit=1']) {
      const answer = await refused(api, 'GET', `${address}&cursor=${cursor}`);
      expect(answer).toMatchObject({ status: 400, code: 'malformed_cursor' });
    }
  });
});

describe('an address', () => {
  it.each([
    '/',
    '/v1',
    '/v2/documents',
    '/v1/document',
    '/v1/documents/x',
    '/v1/documents/01890000-0000-4000-8000-000000000000',
    `/v1/documents/${nobody}/decisions/x`,
    `/v1/documents/${nobody}/versions/0`,
    `/v1/documents/${nobody}/versions/1001`,
    `/v1/documents/${nobody}/versions/one`,
    `/v1/documents/${nobody}/versions/1/content/x`,
    '/v1/subscriptions/x',
    '//v1/documents',
    '/v1/documents/../health',
  ])('%s is 404', async (path) => {
    expect(await refused(memoryApi(), 'GET', path)).toMatchObject({
      status: 404,
      code: 'not_found',
    });
  });

  it.each([
    ['PUT', '/v1/documents', 'POST, GET, HEAD'],
    ['PATCH', `/v1/documents/${nobody}/decisions`, 'POST, GET, HEAD'],
    ['DELETE', `/v1/documents/${nobody}/decisions/${nobody}`, 'GET, HEAD'],
    ['POST', '/v1/openapi.json', 'GET, HEAD'],
    ['GET', `/v1/subscriptions/${nobody}/test`, 'POST'],
  ])('%s %s is 405 and says what is allowed', async (method, path, allow) => {
    const answer = await refused(memoryApi(), method, path);
    expect(answer).toMatchObject({ status: 405, code: 'method_not_allowed', headers: { allow } });
  });

  it('may have its ids in capitals', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const { decisionId } = (await api.decide(documentId, 'adopt')).body.decision;
    const capitals = `/v1/documents/${documentId.toUpperCase()}`;
    expect((await api.done('GET', capitals)).documentId).toBe(documentId);
    const decision = await api.done('GET', `${capitals}/decisions/${decisionId.toUpperCase()}`);
    expect(decision.decisionId).toBe(decisionId);
  });

  it('is the same in capitals and with a slash at its end, also to an Idempotency-Key', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    const body = stating('adopt');
    const headers = { 'idempotency-key': 'key-1' };
    const paths = [documentId, documentId.toUpperCase(), documentId].map(
      (id, index) => `/v1/documents/${id}/decisions${index === 2 ? '/' : ''}`,
    );
    const ids = new Set<string>();
    for (const path of paths) {
      ids.add((await api.done('POST', path, { body, headers })).decision.decisionId);
    }
    expect(ids.size).toBe(1);
  });
});

describe('HEAD', () => {
  it('answers as GET does, without the body', async () => {
    const api = memoryApi();
    const path = `/v1/documents/${await api.register()}`;
    for (const address of [path, `${path}/timeline`, '/v1/health', `/v1/documents/${nobody}`]) {
      const { status, headers } = await api.get(address);
      expect(await api.send('HEAD', address)).toEqual({ status, headers, body: undefined });
    }
    const known = { headers: { 'if-none-match': '*' } };
    expect((await api.send('HEAD', path, known)).status).toBe(304);
  });
});
