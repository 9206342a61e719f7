import { crc32, deflateRawSync } from 'node:zlib';

/** One file of a ZIP archive. */
export interface Entry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** As it is, without compression. */
  readonly stored?: boolean;
}

/** A ZIP archive (APPNOTE 6.3.10): local headers with their data, the central directory, its end. */
export const zip = (entries: readonly Entry[]): Uint8Array => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored } of entries) {
    const raw = Buffer.from(content);
    const data = stored ? raw : deflateRawSync(raw);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(stored ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(raw), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(raw.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.from('PK\u0001\u0002\u0014\0', 'latin1'),
      fields,
      place,
      Buffer.from(name),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006'), end]);
};

const contentTypes = (main: string): Entry => ({
  name: '[Content_Types].xml',
  content: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}.main+xml"/></Types>`,
});

const wordDocument: Entry = {
  name: 'word/document.xml',
  content: '<w:document><w:body><w:p><w:r><w:t>Riktlinje</w:t></w:r></w:p></w:body></w:document>',
};

const wordprocessing = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** As Word writes it, the content types first, or as LibreOffice does, last. */
export const docx = (order: 'typesFirst' | 'typesLast' = 'typesFirst'): Uint8Array => {
  const entries = [contentTypes(wordprocessing), wordDocument];
  return zip(order === 'typesFirst' ? entries : entries.toReversed());
};

/** One with a further part. */
export const docxWith = (part: Entry): Uint8Array =>
  zip([contentTypes(wordprocessing), wordDocument, part]);

/** A Word document with macros, which Word itself gives another ending. */
export const docm = (): Uint8Array =>
  zip([contentTypes('application/vnd.ms-word.document.macroEnabled'), wordDocument]);

export const odt = (mimetype = 'application/vnd.oasis.opendocument.text'): Uint8Array =>
  zip([
    { name: 'mimetype', content: mimetype, stored: true },
    { name: 'content.xml', content: '<office:document-content/>' },
  ]);

export const pdf = (): Uint8Array =>
  Buffer.from(
    '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n',
    'latin1',
  );
