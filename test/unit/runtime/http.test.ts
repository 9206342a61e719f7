import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { MalformedCursorError, UnavailableError } from '#shared/application/ports.ts';
import { Refusal } from '#shared/domain/refusal.ts';
import { cursorsOf } from '#shared/runtime/cursor.ts';
import { etagOf, isKnown, readIfMatch } from '#shared/runtime/etag.ts';
import { besidesOf, httpResult, linkToNext, locationOf } from '#shared/runtime/http.ts';
import { problemAnswer, RequestProblem } from '#shared/runtime/problem.ts';
import { problemTable } from '#shared/runtime/problem-table.ts';

describe('an entity tag', () => {
  it('has the revision, and how many changes are not written yet', () => {
    expect(etagOf({ revision: 7, passed: 0 })).toBe('"7"');
    expect(etagOf({ revision: 7, passed: 2 })).toBe('"7.2"');
  });

  it('is known in full, not by its revision alone', () => {
    expect(isKnown('"7"', '"7.1"')).toBe(false);
    expect(isKnown('"7.1"', '"7.1"')).toBe(true);
    expect(isKnown(undefined, '"7"')).toBe(false);
    expect(isKnown('*', undefined)).toBe(false);
  });

  it.each([
    ['"7"', [7]],
    ['"7.1"', [7]],
    ['W/"7" , "9"', [7, 9]],
    ['*', undefined],
    [' * ', undefined],
    ['"seven"', []],
    ['"9999999999999999"', []],
  ])('allows of %s the revisions %j', (header, revisions) => {
    expect(readIfMatch(header, 'required')).toEqual(revisions);
  });

  it.each(['7', 'banana', '"7', ''])('without its quotes is refused: %s', (header) => {
    const message = 'Write the ETag in If-Match as you read it, with quotes: If-Match: "3".';
    const faults = [{ pointer: '/headers/if-match', message }];
    for (const need of ['required', 'optional'] as const) {
      expect(() => readIfMatch(header, need)).toThrow(
        expect.objectContaining({ code: 'invalid_request', message, faults }),
      );
    }
  });
});

describe('a cursor', () => {
  const cursors = cursorsOf(z.string(), ['list', { a: 1 }]);

  it('comes back as it went', () => {
    expect(cursors.open(cursors.seal('å/1'))).toBe('å/1');
    expect(cursors.seal('å/1')).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['another list', cursorsOf(z.string(), ['other', { a: 1 }]).seal('x')],
    ['other filters', cursorsOf(z.string(), ['list', { a: 2 }]).seal('x')],
    ['another kind of place', cursorsOf(z.int(), ['list', { a: 1 }]).seal(7)],
    ['nothing', ''],
    ['noise', 'x'],
  ])('of %s is refused', (_name, cursor) => {
    expect(() => cursors.open(cursor)).toThrow(MalformedCursorError);
  });
});

describe('an answer', () => {
  it('is kept by nobody, or asked about each time', () => {
    expect(httpResult({ status: 200, body: {} }).headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json',
    });
    expect(httpResult({ status: 200, body: {}, etag: '"1"' }).headers).toMatchObject({
      'cache-control': 'private, no-cache',
      etag: '"1"',
    });
    expect(httpResult({ status: 204 })).not.toHaveProperty('body');
  });

  it('names addresses relative to its own, right behind any prefix', () => {
    const base = 'https://example.org/prefix';
    const asked = `${base}/v1/documents?limit=2`;
    expect(new URL(locationOf('/v1/documents', 'x'), asked).href).toBe(`${base}/v1/documents/x`);
    expect(new URL(locationOf('/v1/documents/', 'x'), `${base}/v1/documents/`).href).toBe(
      `${base}/v1/documents/x`,
    );
    for (const path of ['/v1/s/1/replay', '/v1/s/1/replay/']) {
      const beside = new URL(besidesOf(path, 'replays/2'), `${base}${path}`);
      expect(beside.href).toBe(`${base}/v1/s/1/replays/2`);
    }
    const { link = '' } = linkToNext({ keyword: 'å&b', limit: 2, at: undefined, cursor: 'c' });
    const next = new URL(link.replace(/^<(.*)>.*$/, '$1'), asked);
    expect(next.pathname).toBe('/prefix/v1/documents');
    expect(Object.fromEntries(next.searchParams)).toEqual({
      keyword: 'å&b',
      limit: '2',
      cursor: 'c',
    });
  });
});

describe('a problem', () => {
  const path = '/v1/documents/x';

  it('is a refusal with its stable code', () => {
    const { status, headers, body } = problemAnswer(new Refusal('decided_in_future', 'Later.'), {
      path,
    });
    expect(status).toBe(422);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toEqual({
      type: '/v1/docs#problem-decided_in_future',
      code: 'decided_in_future',
      title: 'Decided in the future',
      status: 422,
      detail: 'Later.',
      instance: path,
    });
  });

  it('is about the body where it points there, whatever is missing', () => {
    const faults = [{ pointer: '/documentVersion', message: 'No.' }];
    const statusOf = (error: unknown) => problemAnswer(error, { path }).status;
    expect(statusOf(new Refusal('version_not_found', 'No.'))).toBe(404);
    expect(statusOf(new Refusal('version_not_found', 'No.', faults))).toBe(422);
    expect(statusOf(new RequestProblem('forbidden', 'No.', { faults }))).toBe(403);
  });

  it('says when to try again', () => {
    const { status, headers, body } = problemAnswer(
      new UnavailableError('table arn:aws:… throttles'),
      { path },
    );
    expect([status, headers['retry-after']]).toEqual([503, '2']);
    expect(JSON.stringify(body)).not.toContain('arn:');
  });

  it('is our own fault where nothing else is known of it', () => {
    for (const error of [new Error('secret'), 'secret', null, { secret: 1 }]) {
      const { status, body } = problemAnswer(error, { path });
      expect(status).toBe(500);
      expect(JSON.stringify(body)).not.toContain('secret"');
    }
  });

  it('is time that ran out', () => {
    const late = Object.assign(new Error('aborted'), { name: 'TimeoutError' });
    expect(problemAnswer(late, { path }).status).toBe(503);
  });

  it('has a title in both languages, whatever its kind', () => {
    for (const { status, en, sv } of Object.values(problemTable)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(en).not.toBe('');
      expect(sv).not.toBe('');
      expect(sv).not.toBe(en);
    }
  });
});
