import { afterAll, expect } from 'vitest';
import { findingsIn } from './log-search.ts';

/**
 * Set up before every suite: what it writes to its log is searched for what no log may hold, and not shown. Anything
 * found fails the suite.
 */
const found: string[] = [];

for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    for (const line of text.split('\n')) {
      for (const finding of findingsIn(line)) found.push(`${finding}\n  in ${line.slice(0, 600)}`);
    }
    if (isLogLine(text)) return callBack(rest);
    return Reflect.apply(write, stream, [chunk, ...rest]);
  };
}

function isLogLine(text: string): boolean {
  return /^\{"(?:level|_aws)"/.test(text);
}

function callBack(rest: readonly unknown[]): boolean {
  const last = rest.at(-1);
  if (typeof last === 'function') last();
  return true;
}

afterAll(() => {
  expect(found.slice(0, 5), `${found.length} log lines hold what no log may`).toEqual([]);
});
