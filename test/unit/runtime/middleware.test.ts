import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { memoryApi, nobody } from '../../support/api.ts';
import { anyone } from '../../support/feeds.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const line = z.looseObject({ message: z.string(), asked: z.string() });

/** The line that the request leaves in the log, and all of it as text. */
const logOf = async (address: string, sent = {}, method = 'GET') => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { status } = await memoryApi().send(method, address, sent);
  const text = write.mock.calls.map(([chunk]) => String(chunk)).join('');
  return { status, text, line: line.parse(JSON.parse(text)) };
};

describe('the log of a request that is refused', () => {
  it('names the route that was asked for, and the ids in its address', async () => {
    const { line } = await logOf(`/v1/documents/${nobody}?q=1`);
    expect(line).toMatchObject({
      message: 'refused',
      code: 'invalid_request',
      status: 422,
      asked: `GET /v1/documents/${nobody}`,
    });
  });

  it.each([
    ['/v1/documents/19121212-1212', 'GET /v1/documents/…'],
    ['/v1/19121212-1212', 'GET …'],
    ['/v1/documents?keyword=19121212-1212&x', 'GET /v1/documents'],
  ])('has nothing of the caller’s own: %s', async (address, asked) => {
    const { text, line } = await logOf(address);
    expect(line.asked).toBe(asked);
    expect(text).not.toContain('1212-');
  });

  it.each([
    ['/v1/feeds/id.secret/events.atom', 'GET /v1/feeds/…/events.atom'],
    ['/v1/feeds/id.secret/events.atom/x', 'GET …'],
    ['/v1//feeds/id.secret/calendar.ics', 'GET …'],
  ])('has nothing of a feed’s address that opens it: %s', async (address, asked) => {
    const { status, text, line } = await logOf(address, anyone);
    expect(status).toBe(404);
    expect(line.asked).toBe(asked);
    expect(text).not.toContain('secret');
  });
});
