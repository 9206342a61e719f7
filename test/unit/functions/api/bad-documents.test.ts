import { describe, expect, it } from 'vitest';
import { announcement, memoryApi, registration } from '../../../support/api.ts';
import { refused } from '../../../support/refused.ts';

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
    ['a program behind the type', { fileName: 'policy.pdf.exe' }, '/fileName'],
    ['a program before the type', { fileName: 'policy.exe.pdf' }, '/fileName'],
    ['text that turns in the name', { fileName: 'policy\u202efdp.pdf' }, '/fileName'],
    ['a NUL in the name', { fileName: 'policy.exe\u0000.pdf' }, '/fileName'],
    ['a dot at the end of the name', { fileName: 'policy.pdf.' }, '/fileName'],
    ['the name of another type', { fileName: 'policy.docx' }, '/fileName'],
  ])('of %s is refused', async (_name, facts, pointer) => {
    const api = memoryApi();
    const path = `/v1/documents/${await api.register()}/versions`;
    const answer = await refused(api, 'POST', path, { body: announcement(facts) });
    expect(answer).toMatchObject({ status: 422, pointers: [pointer] });
  });
});
