import { extname } from 'node:path';

const byExtension: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
};

/** The media type of a file that Ikraft takes, by its name. */
export const mediaTypeOf = (fileName: string): string | undefined =>
  byExtension[extname(fileName).toLowerCase()];

export const takenExtensions = Object.keys(byExtension);
