import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameFault } from '#shared/domain/file-name.ts';

const pdf = (name: string) => fileNameFault(name, 'application/pdf');
const plain = (name: string) => fileNameFault(name, 'text/plain');

const unseen =
  'Must not contain characters that are not seen or that turn the direction of text, such as U+202E.';
const dots = 'Must neither begin nor end with a dot.';

describe('the name of a file', () => {
  it.each([
    'riktlinje.pdf',
    'Riktlinje för "mobila arbetssätt" 100 %.PDF',
    '§ 129 Avtal, v1.2 (2026-07-01).pdf',
    'Avtal med Resor.com.pdf',
    '政策.pdf',
    'פוליסה.pdf',
  ])('may be %s', (name) => {
    expect(pdf(name)).toBeUndefined();
  });

  it.each([
    ['a path', '../../etc/policy.pdf', 'A file name without folders.'],
    ['a path of Windows', 'C:\\policy.pdf', 'A file name without folders.'],
    [
      'a program behind a type',
      'policy.pdf.exe',
      'Must end with .pdf, as files of type application/pdf do.',
    ],
    [
      'a program before the type',
      'policy.exe.pdf',
      'Must not look like another type of file: leave out .exe.',
    ],
    [
      'a page before the type',
      'policy.HTML.pdf',
      'Must not look like another type of file: leave out .html.',
    ],
    [
      'a program among others',
      'a.js.v2.pdf',
      'Must not look like another type of file: leave out .js.',
    ],
    [
      'a program with a space',
      'policy.exe .pdf',
      'Must not look like another type of file: leave out .exe.',
    ],
    ['no ending', 'policy', 'Must end with .pdf, as files of type application/pdf do.'],
    ['another ending', 'policy.docx', 'Must end with .pdf, as files of type application/pdf do.'],
    ['text that turns', 'policy\u202Efdp.exe.pdf', unseen],
    ['text that is isolated', 'policy\u2066.pdf', unseen],
    ['what is not seen', 'policy\u200b.pdf', unseen],
    ['a dot at its end', 'policy.pdf.', dots],
    ['a space at its end', 'policy.pdf ', dots],
    ['a dot at its beginning', '.pdf', dots],
  ])('is refused with %s', (_, name, message) => {
    expect(pdf(name)).toBe(message);
  });

  it('ends as one of the endings of its type', () => {
    expect(plain('minutes.txt')).toBeUndefined();
    expect(fileNameFault('minutes.markdown', 'text/markdown')).toBeUndefined();
    expect(plain('minutes.md')).toBe('Must end with .txt, as files of type text/plain do.');
  });

  it('that is taken is opened as what it is, whatever comes before the ending', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        if (pdf(text) !== undefined) return;
        expect(text.toLowerCase().endsWith('.pdf')).toBe(true);
        expect(text).not.toMatch(/[/\\]|\.exe\b/i);
      }),
    );
  });
});
