import { styleText } from 'node:util';

/** Replaces what was last said about the running step. */
export type Progress = (text: string) => void;

const out = process.stdout;
const clearLine = '\r\u001b[K';

export const line = (text = ''): void => {
  out.write(`${text}\n`);
};

export const dim = (text: string): string => styleText('dim', text);
export const bold = (text: string): string => styleText('bold', text);

/** Announces a step, shows where it is, and how long it took. Without a terminal: a line before, one after. */
export const step = async <T>(
  title: string,
  work: (progress: Progress) => Promise<T>,
): Promise<T> => {
  const started = performance.now();
  const width = out.columns || 80;
  out.write(out.isTTY ? `  ${title} …` : `  ${title} …\n`);
  const result = await work((text) => {
    const room = Math.max(0, width - title.length - 6);
    if (out.isTTY) out.write(`${clearLine}  ${title} … ${dim(text.slice(0, room))}`);
  }).catch((error: unknown) => {
    if (out.isTTY) out.write('\n');
    throw error;
  });
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const done = `${styleText('green', '✓')} ${title} ${dim(seconds)}`;
  line(out.isTTY ? `${clearLine}${done}` : done);
  return result;
};
