import { describe, expect, it } from 'vitest';
import {
  announcement,
  memoryApi,
  nobody,
  registration,
  type Sent,
  stating,
} from '../../../support/api.ts';

const sentence = /^[^a-z].{10,}[.:…!]$|^[A-Z/"].{10,}/s;

/** Sends what cannot be served: a helpful sentence comes back and nothing is written. */
const refused = async (
  api: ReturnType<typeof memoryApi>,
  method: string,
  address: string,
  sent: Sent = {},
) => {
  const written = api.repository.stream.length;
  const { status, headers, body } = await api.send(method, address, sent);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(body.detail).toMatch(sentence);
  expect(api.repository.stream).toHaveLength(written);
  const pointers = body.errors?.map(({ pointer }: { pointer: string }) => pointer);
  return { status, code: body.code, pointers, detail: body.detail, headers };
};

describe('a registration', () => {
  it.each<[string, unknown, string[]]>([
    ['an unknown field', registration({ titel: 'x' }), ['/titel']],
    [
      'several faults',
      { type: 'law', issuer: {}, a: 1 },
      ['/title', '/type', '/issuer/organisation', '/a'],
    ],
    ['a field of another type', registration({ title: 7 }), ['/title']],
    ['an empty title', registration({ title: '' }), ['/title']],
    ['a blank title', registration({ title: ' \u00a0\n' }), ['/title']],
    ['control characters', registration({ title: 'a\u0000b' }), ['/title']],
    ['half a character', registration({ title: 'a\ud800' }), ['/title']],
    ['a line break in a title', registration({ title: 'a\nb' }), ['/title']],
    ['30 February', registration({ reviewBy: '2026-02-30' }), ['/reviewBy']],
    ['29 February of another year', registration({ reviewBy: '2027-02-29' }), ['/reviewBy']],
    ['a date with a time', registration({ reviewBy: '2026-02-03T00:00:00Z' }), ['/reviewBy']],
    ['a year beyond the calendar', registration({ reviewBy: '9999-01-01' }), ['/reviewBy']],
    ['an unknown type', registration({ type: 'law' }), ['/type']],
    ['no language tag', registration({ language: 'svenska!' }), ['/language']],
    ['null', registration({ owner: null }), ['/owner']],
    [
      'a party twice',
      registration({
        parties: [
          { id: 'a', name: 'A' },
          { id: 'a', name: 'B' },
        ],
      }),
      ['/parties'],
    ],
    [
      'a party id with a space',
      registration({ parties: [{ id: 'a b', name: 'A' }] }),
      ['/parties/0/id'],
    ],
    ['a registry number of signs', registration({ registryNumber: '--/--' }), ['/registryNumber']],
    ['a list in place of an object', [registration()], ['']],
    ['a number in place of an object', 7, ['']],
    ['null in place of an object', null, ['']],
  ])('with %s is refused where the fault is', async (_name, body, pointers) => {
    const answer = await refused(memoryApi(), 'POST', '/v1/documents', { body });
    expect(answer).toMatchObject({ status: 422, code: 'invalid_request', pointers });
  });

  it.each([['Mars/Olympus'], ['+02:00'], ['europe/stockholm']])(
    'in the zone %s is refused',
    async (timeZone) => {
      const body = registration({ timeZone });
      const answer = await refused(memoryApi(), 'POST', '/v1/documents', { body });
      expect(answer).toMatchObject({
        status: 422,
        code: 'unknown_time_zone',
        pointers: ['/timeZone'],
      });
    },
  );

  it.each<[string, Uint8Array | undefined]>([
    ['nothing', undefined],
    ['half an object', Buffer.from('{"title": "x"')],
    ['a form', Buffer.from('title=x&type=policy')],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
  ])('of %s cannot be read', async (_name, raw) => {
    const answer = await refused(memoryApi(), 'POST', '/v1/documents', raw ? { raw } : {});
    expect(answer).toMatchObject({ status: 400, code: 'malformed_request' });
  });

  it('names at most twenty faults', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`field${n}`, n]));
    const answer = await refused(memoryApi(), 'POST', '/v1/documents', {
      body: registration(many),
    });
    expect(answer.pointers).toHaveLength(20);
    expect(answer.detail).toContain('499 more');
  });

  it('escapes what a JSON Pointer must', async () => {
    const body = registration({ 'a/b~c': 1 });
    const answer = await refused(memoryApi(), 'POST', '/v1/documents', { body });
    expect(answer.pointers).toEqual(['/a~1b~0c']);
  });
});

describe('a decision', () => {
  const decide = async (
    facts: Readonly<Record<string, unknown>>,
    kind = 'adopt',
    about: Readonly<Record<string, unknown>> = {},
  ) => {
    const api = memoryApi();
    const documentId = await api.register(about);
    const body = stating(kind, facts);
    return refused(api, 'POST', `/v1/documents/${documentId}/decisions`, { body });
  };

  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ['an unknown kind', 'abolish', {}, '/kind'],
    ['a kind that comes later', 'revoke', {}, '/kind'],
    [
      'a last day of a repeal',
      'repeal',
      { throughAndIncluding: '2027-01-01' },
      '/throughAndIncluding',
    ],
    ['a bare until', 'adopt', { until: '2027-01-01' }, '/until'],
    ['a bare end', 'adopt', { end: '2027-01-01' }, '/end'],
    ['30 February', 'adopt', { fromAndIncluding: '2026-02-30' }, '/fromAndIncluding'],
    ['month 13', 'adopt', { fromAndIncluding: '2026-13' }, '/fromAndIncluding'],
    [
      '25 o’clock',
      'adopt',
      { fromAndIncluding: '2026-07-01T25:00[Europe/Stockholm]' },
      '/fromAndIncluding',
    ],
    [
      'a time without a zone',
      'adopt',
      { fromAndIncluding: '2026-07-01T08:00:00+02:00' },
      '/fromAndIncluding',
    ],
    [
      'a last day with a time',
      'adopt',
      { throughAndIncluding: '2026-07-01T08:00[Europe/Stockholm]' },
      '/throughAndIncluding',
    ],
    ['a day of decision with a time', 'adopt', { decidedOn: '2026-05-20T10:00:00Z' }, '/decidedOn'],
    ['no body that decided', 'adopt', { decidedBy: { organisation: 'Region' } }, '/decidedBy/body'],
    ['an amendment to no version', 'amend', {}, '/documentVersion'],
    ['version 0', 'adopt', { documentVersion: 0 }, '/documentVersion'],
    ['version 1.5', 'adopt', { documentVersion: 1.5 }, '/documentVersion'],
    ['a replacement by nothing', 'replace', {}, '/replacedBy'],
    ['a replacement that is no id', 'replace', { replacedBy: 'x' }, '/replacedBy'],
    ['a recipient without a name', 'adopt', { recipients: [{}] }, '/recipients/0/name'],
  ])('with %s is refused where the fault is', async (_name, kind, facts, pointer) => {
    const answer = await decide(facts, kind);
    expect(answer).toMatchObject({ status: 422, code: 'invalid_request', pointers: [pointer] });
  });

  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    [
      'from after through',
      'adopt',
      { fromAndIncluding: '2026-08', throughAndIncluding: '2026-07' },
      'from_after_through',
    ],
    ['a date of decision tomorrow', 'adopt', { decidedOn: '2026-06-02' }, 'decided_in_future'],
    ['a repeal of what was never adopted', 'repeal', {}, 'nothing_to_repeal'],
    [
      'an extension of nothing',
      'extend',
      { throughAndIncluding: '2027-01-01' },
      'nothing_to_extend',
    ],
    ['a version that does not exist', 'adopt', { documentVersion: 1 }, 'version_not_found'],
    [
      'a zone that does not exist',
      'adopt',
      { fromAndIncluding: '2026-07-01T08:00[Mars/Olympus]' },
      'unknown_time_zone',
    ],
    [
      'a local time that is skipped',
      'adopt',
      { fromAndIncluding: '2027-03-28T02:30[Europe/Stockholm]' },
      'nonexistent_local_time',
    ],
    [
      'a local time that happens twice',
      'adopt',
      { fromAndIncluding: '2026-10-25T02:30[Europe/Stockholm]' },
      'ambiguous_local_time',
    ],
    [
      'an offset of another zone',
      'adopt',
      { fromAndIncluding: '2026-07-01T08:00+05:00[Europe/Stockholm]' },
      'offset_disagrees',
    ],
    ['a party of a common document', 'adopt', { party: 'alingsas' }, 'party_not_applicable'],
    [
      'a successor that is unknown',
      'replace',
      { replacedBy: nobody, decidedOn: '2026-05-21' },
      'nothing_to_repeal',
    ],
  ])('with %s is refused with the reason', async (_name, kind, facts, code) => {
    expect(await decide(facts, kind)).toMatchObject({ status: 422, code });
  });

  it('of a document adopted per party is refused without the party, or for an unknown one', async () => {
    const perParty = { adoption: 'perParty', parties: [{ id: 'a', name: 'A' }] };
    expect(await decide({}, 'adopt', perParty)).toMatchObject({
      status: 422,
      code: 'party_required',
    });
    expect(await decide({ party: 'b' }, 'adopt', perParty)).toMatchObject({
      status: 422,
      code: 'unknown_party',
      pointers: ['/party'],
    });
  });

  it('to adopt a version that is not available is refused', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    await api.done('POST', `/v1/documents/${documentId}/versions`, { body: announcement() });
    const body = stating('adopt', { documentVersion: 1 });
    const answer = await refused(api, 'POST', `/v1/documents/${documentId}/decisions`, { body });
    expect(answer).toMatchObject({ status: 422, code: 'version_not_available' });
  });

  it('to be replaced by what does not exist, or by itself, is refused', async () => {
    const api = memoryApi();
    const documentId = await api.register();
    await api.decide(documentId, 'adopt');
    const replace = (replacedBy: string) =>
      refused(api, 'POST', `/v1/documents/${documentId}/decisions`, {
        body: stating('replace', { replacedBy, decidedOn: '2026-05-21' }),
      });
    expect(await replace(nobody)).toMatchObject({ status: 422, code: 'replacement_not_found' });
    expect(await replace(documentId)).toMatchObject({ status: 422, code: 'replaced_by_itself' });
  });

  it('about a document that does not exist is 404', async () => {
    const answer = await refused(memoryApi(), 'POST', `/v1/documents/${nobody}/decisions`, {
      body: stating('adopt'),
    });
    expect(answer).toMatchObject({ status: 404, code: 'document_not_found' });
  });
});

describe('an announcement', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['a short digest', { sha256: 'abc' }, '/sha256'],
    ['a digest that is not hex', { sha256: 'g'.repeat(64) }, '/sha256'],
    ['no bytes', { size: 0 }, '/size'],
    ['half a byte', { size: 1.5 }, '/size'],
    ['a size in text', { size: '3' }, '/size'],
    ['a program', { mediaType: 'application/x-msdownload' }, '/mediaType'],
    ['a folder in the name', { fileName: '../../etc/passwd' }, '/fileName'],
    ['no name', { fileName: ' ' }, '/fileName'],
  ])('of %s is refused', async (_name, facts, pointer) => {
    const api = memoryApi();
    const path = `/v1/documents/${await api.register()}/versions`;
    const answer = await refused(api, 'POST', path, { body: announcement(facts) });
    expect(answer).toMatchObject({ status: 422, pointers: [pointer] });
  });
});

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
    ['/v1/documents?at=2026-07-01T00:00:00Z', '/query/at'],
    ['/v1/documents?keyword=', '/query/keyword'],
    ['/v1/documents?__proto__=x', '/query/__proto__'],
    [`/v1/documents/${nobody}?knownAt=2026-07-01T00:00:00Z`, '/query/knownAt'],
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

  it('with dryRun is refused, since nothing would heed it', async () => {
    const api = memoryApi();
    const path = `/v1/documents/${await api.register()}/decisions?dryRun=true`;
    const answer = await refused(api, 'POST', path, { body: stating('adopt') });
    expect(answer).toMatchObject({ status: 422, pointers: ['/query/dryRun'] });
  });

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
    ['PUT', '/v1/documents', 'POST, GET'],
    ['HEAD', '/v1/health', 'GET'],
    ['PATCH', `/v1/documents/${nobody}/decisions`, 'POST, GET'],
    ['DELETE', `/v1/documents/${nobody}/decisions/${nobody}`, 'GET'],
    ['POST', '/v1/openapi.json', 'GET'],
  ])('%s %s is 405 and says what is allowed', async (method, path, allow) => {
    const answer = await refused(memoryApi(), method, path);
    expect(answer).toMatchObject({ status: 405, code: 'method_not_allowed', headers: { allow } });
  });
});

describe('a problem', () => {
  it('has its title in Swedish where that is preferred', async () => {
    const titleIn = async (language: string) => {
      const sent = { headers: { 'accept-language': language } };
      return (await memoryApi().get('/v1/nothing', sent)).body.title;
    };
    expect(await titleIn('sv-SE,sv;q=0.9,en;q=0.8')).toBe('Här finns inget');
    expect(await titleIn('en;q=0.8, SV;q=0.9')).toBe('Här finns inget');
    for (const language of ['en', 'sv;q=0.1,en', 'de', '', ';q=x', 'sv;q=0']) {
      expect(await titleIn(language)).toBe('Nothing is here');
    }
  });

  it('never tells what went wrong inside', async () => {
    const broken = memoryApi();
    const document = async () => {
      throw new Error('secret connection string');
    };
    const api = memoryApi({ repository: { ...broken.repository, document } });
    const { status, body } = await api.get(`/v1/documents/${nobody}`);
    expect([status, body.code]).toEqual([500, 'internal_error']);
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});
