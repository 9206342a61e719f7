import type { MediaType } from './version.ts';

/** How names of files of a type may end; the first is what is recommended. */
const extensions: Readonly<Record<MediaType, readonly [string, ...string[]]>> = {
  'application/pdf': ['.pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.oasis.opendocument.text': ['.odt'],
  'text/plain': ['.txt', '.text'],
  'text/markdown': ['.md', '.markdown'],
};

// What an operating system or a browser runs. Not com, with which addresses end that names may hold.
const runnable =
  /^(?:exe|scr|pif|bat|cmd|msi|msp|lnk|dll|js|jse|vbs|vbe|wsf|wsh|ps1|jar|hta|sh|app|apk|html?|xhtml|svg|php|docm|dotm)$/;

/**
 * Why a file may not have the name, as a sentence, or undefined. A name is shown to people and becomes that of a file
 * on their machines: it has to say truly what they open.
 */
export const fileNameFault = (name: string, mediaType: MediaType): string | undefined => {
  if (/[/\\]/.test(name)) return 'A file name without folders.';
  if (/[\p{Bidi_Control}\u00ad\u200b\u2060\ufeff]/u.test(name)) {
    return 'Must not contain characters that are not seen or that turn the direction of text, such as U+202E.';
  }
  if (/^\.|[. ]$/.test(name)) return 'Must neither begin nor end with a dot.';
  const [ending, ...others] = extensions[mediaType];
  const lower = name.toLowerCase();
  const found = [ending, ...others].find((one) => lower.endsWith(one));
  if (found === undefined) return `Must end with ${ending}, as files of type ${mediaType} do.`;
  const inner = lower.slice(0, -found.length).split('.').slice(1);
  const hidden = inner.map((one) => one.trim()).find((one) => runnable.test(one));
  if (hidden === undefined) return;
  return `Must not look like another type of file: leave out .${hidden}.`;
};
