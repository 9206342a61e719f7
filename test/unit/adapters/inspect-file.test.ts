import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '#shared/adapters/inspection/inspect-file.ts';
import { docm, docx, odt, pdf, zip } from '../../support/archives.ts';

async function* chunks(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

const inspect = (bytes: Uint8Array, { chunk = 1000, maxSize = bytes.length } = {}) =>
  inspectFile(chunks(bytes, chunk), maxSize);

const text = (content: string) => Buffer.from(content, 'utf8');
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const odtType = 'application/vnd.oasis.opendocument.text';

describe('the type of a file', () => {
  it.each<[string, Uint8Array, string]>([
    ['a PDF', pdf(), 'application/pdf'],
    ['a PDF of nothing but letters', text('%PDF-1.4\n%%EOF'), 'application/pdf'],
    ['a DOCX of Word', docx(), docxType],
    ['a DOCX of LibreOffice', docx('typesLast'), docxType],
    ['an ODT', odt(), odtType],
    ['text', text('Gäller från och med den 1 juli 2026.\r\n\tTills vidare.\f'), 'text/plain'],
    ['text with a byte order mark', text('\ufeffRiktlinje'), 'text/plain'],
    ['text that begins like a bitmap', text('BM gäller'), 'text/plain'],
    ['nothing at all', text(''), 'text/plain'],
    ['a DOCX with macros', docm(), 'application/vnd.ms-word.document.macroenabled.12'],
    ['a template', odt(`${odtType}-template`), `${odtType}-template`],
    ['any other archive', zip([{ name: 'a.exe', content: 'MZ' }]), 'application/zip'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'image/png'],
  ])('is found in %s', async (_what, bytes, mediaType) => {
    expect(await inspect(bytes)).toMatchObject({ mediaType });
  });

  it.each<[string, Uint8Array]>([
    ['text in Latin-1', Buffer.from('Föreskrift', 'latin1')],
    ['text in UTF-16', Buffer.from('Riktlinje', 'utf16le')],
    ['text with a NUL', text('Rikt\0linje')],
    ['text with an escape character', text('\u001b[31mRiktlinje')],
    ['text with a C1 control character', text('Riktlinje\u0085')],
    ['text cut off within a letter', text('Riktlinje för å').subarray(0, -1)],
    ['a PDF behind an ID3 tag', Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0'), pdf()])],
    ['a PDF behind a byte order mark', Buffer.concat([text('\ufeff'), pdf()])],
    ['a PDF one byte further in', Buffer.concat([Buffer.from([0]), pdf()])],
  ])('is none for %s', async (_what, bytes) => {
    expect((await inspect(bytes)).mediaType).toBeUndefined();
  });

  it('is found however the bytes are cut into chunks', async () => {
    for (const bytes of [pdf(), docx(), odt(), text('åäö Ω 💶')]) {
      const whole = await inspect(bytes);
      for (const chunk of [1, 2, 3, 7]) expect(await inspect(bytes, { chunk })).toEqual(whole);
    }
  });

  it('is told of a large document whose list of types lies beyond what is kept', async () => {
    const image = randomBytes(5 * 1024 * 1024);
    const large = zip([
      { name: 'word/document.xml', content: '<w:document/>' },
      { name: 'word/media/image1.png', content: image, stored: true },
      { name: '[Content_Types].xml', content: '<Types/>' },
    ]);
    expect((await inspect(large, { chunk: 65_536 })).mediaType).toBe(docxType);
  });

  it('does not unpack an archive that would fill the memory', async () => {
    const bomb = zip([
      { name: '[Content_Types].xml', content: Buffer.alloc(256 * 1024 * 1024) },
      { name: 'word/document.xml', content: '' },
    ]);
    const before = process.memoryUsage().arrayBuffers;
    const { mediaType } = await inspect(bomb, { chunk: 65_536 });
    expect(mediaType).toBe('application/zip');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });

  it('is an answer, never an error, whatever the bytes', async () => {
    const damaged = (bytes: Uint8Array) =>
      fc
        .array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
        .map((changes) => {
          const copy = Uint8Array.from(bytes);
          for (const [at, byte] of changes) copy[at] = byte;
          return copy;
        });
    const anything = fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged(docx()), damaged(odt()));
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => {
        expect((await inspect(bytes)).size).toBe(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('size and digest', () => {
  it('are those of the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.integer({ min: 1, max: 20 }), async (bytes, chunk) => {
        expect(await inspect(bytes, { chunk })).toMatchObject({
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        });
      }),
    );
  });

  it('stop counting just beyond what was asked for, and let go of the file', async () => {
    let read = 0;
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          read += 100;
          yield new Uint8Array(100);
        }
      } finally {
        closed = true;
      }
    }
    expect((await inspectFile(endless(), 1000)).size).toBe(1100);
    expect({ read, closed }).toEqual({ read: 1100, closed: true });
  });

  it('are not given for a file whose reading breaks off', async () => {
    async function* breaking() {
      yield pdf();
      throw new Error('connection reset');
    }
    await expect(inspectFile(breaking(), 1000)).rejects.toThrow('connection reset');
  });
});
