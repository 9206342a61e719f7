import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attemptErrors } from '#shared/domain/delivery.ts';
import { hopelessAfter } from '#shared/domain/endpoint.ts';
import { jitter, longestRetryAfter } from '#shared/domain/retry-schedule.ts';
import { routes } from '../../../functions/api/routes.ts';

const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const read = (page: string) => readFileSync(page, 'utf8');
const page = read('docs/receive-webhooks.md');

/** What GitHub makes of the headings of a page. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('the pages', () => {
  it.each(pages)('lead from %s to what is there', (name) => {
    for (const [, link = ''] of read(name).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(link)) continue;
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? resolve(name) : resolve(dirname(name), path);
      expect(existsSync(target), `${name}: ${link}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(read(target)), link).toContain(anchor);
    }
  });

  it.each(['docs/events.md', 'docs/receive-webhooks.md'])(
    'speak in %s of no route that the API does not have',
    (name) => {
      const named = [
        ...read(name).matchAll(/(?:(GET|POST|PATCH|DELETE) )?(?:\$API)?(\/v1\/[\w${}./-]+)/g),
      ];
      expect(named.length).toBeGreaterThan(2);
      for (const [text, method, path = ''] of named) {
        const isThere = routes.some(
          (route) => (method ?? route.method) === route.method && fits(path, route.path),
        );
        expect(isThere, text).toBe(true);
      }
    },
  );
});

const fits = (path: string, template: string): boolean => {
  const [asked, has] = [path.split('/'), template.split('/')];
  return (
    asked.length === has.length &&
    has.every((segment, index) => segment.startsWith('{') || segment === asked[index])
  );
};

describe('the page about webhooks', () => {
  it('explains every way in which an attempt can fail', () => {
    const [, after = ''] = page.split('| error | means | look at |');
    const rows = [...(after.split('\n\n')[0] ?? '').matchAll(/^\| `(\w+)` \|/gm)];
    expect(rows.map(([, error]) => error)).toEqual([...attemptErrors]);
  });

  it('states the bounds that hold', () => {
    expect(page).toContain('a tenth longer or shorter');
    expect(jitter).toBe(1 / 10);
    expect(page).toContain('at most 24 hours ahead');
    expect(longestRetryAfter).toBe(24 * 3600);
    expect(page).toContain('**Five days of only failures**, ten at least');
    expect(hopelessAfter).toEqual({ days: 5, failures: 10 });
  });
});
