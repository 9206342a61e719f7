import { describe, expect, it } from 'vitest';
import { inspectFile } from '#shared/adapters/inspection/inspect-file.ts';
import { docx, type Entry, odt, pdf, zip } from '../../support/archives.ts';

const inspect = async (bytes: Uint8Array) => {
  async function* chunks() {
    for (let start = 0; start < bytes.length; start += 65_536) {
      yield bytes.subarray(start, start + 65_536);
    }
  }
  const { mediaType, hazard } = await inspectFile(chunks(), bytes.length);
  return [mediaType, hazard];
};

const pdfType = 'application/pdf';
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const odtType = 'application/vnd.oasis.opendocument.text';

const types: Entry = {
  name: '[Content_Types].xml',
  content: `<Types><Override PartName="/word/document.xml" ContentType="${docxType}.main+xml"/></Types>`,
};
const body: Entry = { name: 'word/document.xml', content: '<w:document/>' };
const odtParts: readonly Entry[] = [
  { name: 'mimetype', content: odtType, stored: true },
  { name: 'content.xml', content: '<office:document-content/>' },
];

const listed = (inside: string): Entry => ({
  name: 'META-INF/manifest.xml',
  content: `<manifest:manifest><manifest:file-entry manifest:full-path="content.xml">${inside}</manifest:file-entry></manifest:manifest>`,
});

/** Longer than what is kept of a file. */
const picture = new Uint8Array(5 * 1024 * 1024);

/** Changes the last occurrence of a signature's following bytes. */
const changed = (bytes: Uint8Array, signature: string, offset: number, value: number) => {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(value, copy.lastIndexOf(Buffer.from(signature, 'latin1')) + offset);
  return copy;
};

describe('a file that is what it seems', () => {
  it.each([
    ['a PDF', pdf(), pdfType],
    [
      'a PDF with a page of the web in it',
      pdfWith('<html><script>alert(1)</script></html>'),
      pdfType,
    ],
    ['a DOCX', docx(), docxType],
    ['a DOCX of another order', docx('typesLast'), docxType],
    ['an ODT', odt(), odtType],
    ['an ODT that lists its parts', zip([...odtParts, listed('')]), odtType],
    [
      'an ODT whose list of parts is too far from its end to be kept',
      zip([...odtParts, listed(''), { name: 'Pictures/1.png', content: picture, stored: true }]),
      odtType,
    ],
  ])('has no hazard: %s', async (_, bytes, type) => {
    expect(await inspect(bytes)).toEqual([type, undefined]);
  });
});

describe('a file that is more than it seems', () => {
  it.each([
    ['a PDF that is a ZIP archive', Buffer.concat([pdf(), docx()]), [pdfType, 'alsoArchive']],
    [
      'a PDF that is a ZIP archive, with the end of a PDF in its comment',
      commented(Buffer.concat([pdf(), docx()]), '%%EOF\n'),
      [pdfType, 'alsoArchive'],
    ],
    [
      'a PDF with a page of the web behind it',
      Buffer.concat([pdf(), Buffer.from(`<html>${'x'.repeat(2000)}</html>`)]),
      [pdfType, 'unfinished'],
    ],
    ['a PDF that is cut off', pdf().subarray(0, -20), [pdfType, 'unfinished']],
    [
      'a DOCX with macros that calls itself one without',
      zip([types, body, { name: 'word/vbaProject.bin', content: 'Sub AutoOpen()' }]),
      [docxType, 'macros'],
    ],
    [
      'an ODT with a script',
      zip([...odtParts, { name: 'Basic/Standard/Module1.xml', content: '<script:module/>' }]),
      [odtType, 'macros'],
    ],
    [
      'an ODT with a script of another language',
      zip([...odtParts, { name: 'Scripts/python/run.py', content: 'import os' }]),
      [odtType, 'macros'],
    ],
    [
      'a DOCX that says it would be vast',
      changed(docx(), 'PK\u0001\u0002', 24, 0x7f_ff_ff_ff),
      [docxType, 'tooLargeUnpacked'],
    ],
    [
      'a DOCX of very many parts',
      zip([
        types,
        body,
        ...Array.from({ length: 10_000 }, (_, n) => ({ name: `p${n}`, content: '' })),
      ]),
      [docxType, 'tooLargeUnpacked'],
    ],
    ['an encrypted part', encrypted(docx()), [docxType, 'encrypted']],
    [
      'an ODT with a password',
      zip([...odtParts, listed('<manifest:encryption-data manifest:checksum="x"/>')]),
      [odtType, 'encrypted'],
    ],
    [
      'a DOCX that is a PDF, in a part of its own',
      zip([{ name: 'a.bin', content: pdf(), stored: true }, types, body]),
      [docxType, 'alsoArchive'],
    ],
    ['a DOCX that is a PDF, in its comment', commented(docx(), '%PDF-'), [docxType, 'alsoArchive']],
    [
      'a way out of its folder',
      zip([types, body, { name: '../../x', content: '' }]),
      [docxType, 'brokenArchive'],
    ],
    [
      'a list of parts without a document',
      zip([types, { ...body, name: 'word/other.xml' }]),
      [docxType, 'brokenArchive'],
    ],
    ['a DOCX that is cut off', docx().subarray(0, -5), [docxType, 'brokenArchive']],
    [
      'a DOCX with something behind it',
      Buffer.concat([docx(), Buffer.from('MZ')]),
      [docxType, 'brokenArchive'],
    ],
  ])('is found: %s', async (_, bytes, expected) => {
    expect(await inspect(bytes)).toEqual(expected);
  });

  it.each([
    ['<!DOCTYPE html><p>Policy', 'text/html'],
    ['\ufeff \n<HTML lang="sv">', 'text/html'],
    ['<script>alert(1)</script>', 'text/html'],
    ['<!-- one -->\n<!-- two --><html>', 'text/html'],
    ['<!-- markdownlint-disable -->\n# Policy', 'text/plain'],
    ['<!-- without an end <html>', 'text/plain'],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image/svg+xml'],
    ['<?xml version="1.0"?><svg/>', 'application/xml'],
    ['# Policy <b>for all</b>\n', 'text/plain'],
    ['<p align="center">A heading of Markdown</p>', 'text/plain'],
    ['<https://example.org/policy>', 'text/plain'],
  ])('is markup, or is not: %j', async (text, type) => {
    expect(await inspect(Buffer.from(text))).toEqual([type, undefined]);
  });
});

function pdfWith(text: string): Uint8Array {
  return Buffer.from(`%PDF-1.7\n${text}\n1 0 obj <<>> endobj\n%%EOF\n`);
}

/** The archive at the end of the bytes, with a comment. */
function commented(bytes: Uint8Array, comment: string): Uint8Array {
  const copy = Buffer.from(bytes);
  copy.writeUInt16LE(comment.length, copy.length - 2);
  return Buffer.concat([copy, Buffer.from(comment)]);
}

/** With the bit set that says so, in the list of parts. */
function encrypted(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  const first = copy.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  copy.writeUInt16LE(1, first + 8);
  return copy;
}
