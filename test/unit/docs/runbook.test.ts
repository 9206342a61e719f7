import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/runbook.md', 'utf8');
const [, table = ''] = /^## Faults$(.*?)^### /ms.exec(page) ?? [];
const faults = [...table.matchAll(/^\| (?!fault|---)(.+?) \| (.+?) \| (.+?) \| (.+) \|$/gm)].map(
  ([, fault = '', happens = '', seen = '', tests = '']) => ({
    fault,
    happens,
    seen,
    files: [...tests.matchAll(/\]\(\.\.\/(test\/[^)]+\.test\.ts)\)/g)].map(([, file = '']) => file),
  }),
);
const [, alarms = ''] = /^## Alarms$(.*?)^## /ms.exec(page) ?? [];
const sections = [...alarms.matchAll(/^### (.+)$/gm)].map(([, title = '']) => title);

describe('the faults of the runbook', () => {
  it.each([
    'a setting that is wrong',
    'a permission is missing',
    'a deployment is half done',
    'a queue is full',
    'DynamoDB throttles for a minute',
    'PutEvents refuses for a minute',
    'Scheduler creates no schedules',
  ])('have one line that begins %s', (begin) => {
    expect(faults.filter(({ fault }) => fault.startsWith(begin))).toHaveLength(1);
  });

  it.each(faults)('have tests that are there: $fault', ({ files }) => {
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(existsSync(join(process.cwd(), file)), file).toBe(true);
      expect(readFileSync(file, 'utf8')).toMatch(/\bexpect\(/);
    }
  });

  it.each(faults)(
    'are seen somewhere, and by alarms that there are: $fault',
    ({ seen, happens }) => {
      expect(seen.length).toBeGreaterThan(5);
      expect(happens.length).toBeGreaterThan(20);
      const named = [...seen.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, name = '']) => name);
      expect(named.filter((name) => !sections.includes(name))).toEqual([]);
    },
  );
});

describe('the table of who tells', () => {
  it('names alarms that there are, and every one but those on what is counted above', () => {
    const [, who = ''] = /^## Who tells$(.*?)^## /ms.exec(page) ?? [];
    const named = new Set(
      [...who.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, name = '']) => name),
    );
    expect([...named].filter((name) => !sections.includes(name))).toEqual([]);
    const others = sections.filter((title) => !named.has(title));
    expect(others.every((title) => title.startsWith('dead-letters-'))).toBe(true);
  });
});
