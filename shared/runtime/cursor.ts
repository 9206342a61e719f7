import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { MalformedCursorError } from '#shared/application/ports.ts';

/** Cursors of one list with one set of filters; another list's cursor is refused. */
export interface Cursors<Place> {
  seal(place: Place): string;
  /** @throws MalformedCursorError */
  open(cursor: string): Place;
}

/** `list` names the list and its filters. */
export const cursorsOf = <Place>(schema: z.ZodType<Place>, list: unknown): Cursors<Place> => {
  const mark = createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 8);
  return {
    seal: (place) => Buffer.from(JSON.stringify([mark, place])).toString('base64url'),
    open: (cursor) => {
      const content = parseJson(Buffer.from(cursor, 'base64url').toString());
      const [found, place]: unknown[] = Array.isArray(content) ? content : [];
      const parsed = schema.safeParse(place);
      if (found !== mark || !parsed.success) {
        throw new MalformedCursorError('The cursor is not one that this list gave out.');
      }
      return parsed.data;
    },
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
