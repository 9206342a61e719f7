import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { leaks } from '../../fixtures/leaking-logs/leaks.ts';
import { findingsIn } from '../../support/log-search.ts';

const lineWith = (text: string) => JSON.stringify({ level: 'INFO', message: 'a line', text });

describe('a log line', () => {
  it.each(Object.entries(leaks))('is found to hold %s', (kind, text) => {
    expect(findingsIn(lineWith(text)).map((finding) => finding.split(':')[0])).toContain(kind);
  });

  it.each([
    '19121212-1212',
    '121212-1212',
    '1212121212',
    '191212121212',
    '121212+1212',
    '701063-2391',
  ])('is found to hold the personal number %s', (text) => {
    expect(findingsIn(lineWith(`of ${text}.`))).toEqual([`a personal number: ${text}`]);
  });

  it.each([
    '19121212-1213',
    '20260630T220000500Z-0198f3a4-6c1e-7b52-9d3f-191212121212-0000000007',
    '01890000-0000-7000-8000-191212121212',
    '0000000012',
    'arn:aws:sqs:eu-north-1:111122223333:theirs',
    '1782864000000',
    '2026-06-30T22:00:00.000Z',
    'GET /v1/feeds/…',
    'node_modules/@aws-sdk/client-s3@3.1162.0/index.js',
    'durationMs 0.1912121212',
  ])('may hold %s', (text) => {
    expect(findingsIn(lineWith(text))).toEqual([]);
  });
});

/** How a run of one suite that logs the text comes out. */
const runLogging = (text: string) =>
  promisify(execFile)(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      ...['run', '--config', 'test/fixtures/leaking-logs/vitest.config.ts'],
    ],
    { env: { ...process.env, LEAK: text, NO_COLOR: '1' }, timeout: 60_000 },
  ).then(
    ({ stdout }) => ({ failed: false, said: stdout }),
    ({ stdout, stderr }) => ({ failed: true, said: `${stdout}${stderr}` }),
  );

describe('a suite that logs', () => {
  it('fails where a line holds what no log may, and says what', { timeout: 60_000 }, async () => {
    const { failed, said } = await runLogging(leaks['a personal number'] ?? '');
    expect(failed).toBe(true);
    expect(said).toContain('a personal number: 19121212-1212');
  });

  it('passes where none does, and shows none', { timeout: 60_000 }, async () => {
    const { failed, said } = await runLogging('nothing in particular');
    expect(failed).toBe(false);
    expect(said).not.toContain('nothing in particular');
  });
});
