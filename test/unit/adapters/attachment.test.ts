import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachment } from '#shared/adapters/s3/attachment.ts';

/** As a browser reads it: the extended name, percent-encoded UTF-8 (RFC 8187). */
const nameIn = (header: string) =>
  decodeURIComponent(/; filename\*=UTF-8''([^;]*)$/.exec(header)?.[1] ?? '');

describe('the header of a download', () => {
  it.each([
    ['policy.pdf', `attachment; filename="policy.pdf"; filename*=UTF-8''policy.pdf`],
    [
      'a"; x="b.pdf',
      `attachment; filename="a_; x=_b.pdf"; filename*=UTF-8''a%22%3B%20x%3D%22b.pdf`,
    ],
    [
      'a\r\nset-cookie: b=c.pdf',
      `attachment; filename="a__set-cookie: b=c.pdf"; filename*=UTF-8''a%0D%0Aset-cookie%3A%20b%3Dc.pdf`,
    ],
    ['../a\\b.pdf', `attachment; filename=".._a_b.pdf"; filename*=UTF-8''..%2Fa%5Cb.pdf`],
    [
      "O'Hara (1)*.pdf",
      `attachment; filename="O'Hara (1)*.pdf"; filename*=UTF-8''O%27Hara%20%281%29%2A.pdf`,
    ],
    [
      'åäö 💶.pdf',
      `attachment; filename="___ __.pdf"; filename*=UTF-8''%C3%A5%C3%A4%C3%B6%20%F0%9F%92%B6.pdf`,
    ],
  ])('names %j', (name, header) => {
    expect(attachment(name)).toBe(header);
  });

  it('is an attachment under its own name, and one line of ASCII, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const header = attachment(name);
        expect(header).toMatch(/^attachment; filename="[^"\\/%]*"; filename\*=UTF-8''[\w.!~%-]*$/);
        expect(header).toMatch(/^[\x20-\x7e]*$/);
        expect(nameIn(header)).toBe(name);
      }),
    );
  });
});
