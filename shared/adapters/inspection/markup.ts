/** How text begins that browsers take for more than text, after blanks (WHATWG MIME Sniffing, 7.1) and comments. */
const beginnings = [
  [/^<(?:!doctype\s+html|html|head|body|script|iframe|style)[\s>/]/i, 'text/html'],
  [/^<(?:!doctype\s+svg|svg)[\s>]/i, 'image/svg+xml'],
  [/^<\?xml\s/i, 'application/xml'],
] as const;

/** The type of markup that text is in, by how it begins; undefined for any other text. */
export const markupIn = (prefix: Buffer): string | undefined => {
  const begun = prefix
    .subarray(0, 1024)
    .toString('utf8')
    .replace(/^\ufeff?(?:\s*<!--[\s\S]*?-->)*\s*/, '');
  return beginnings.find(([beginning]) => beginning.test(begun))?.[1];
};
