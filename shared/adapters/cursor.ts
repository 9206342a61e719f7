import type * as z from 'zod';
import { MalformedCursorError } from '#shared/application/ports.ts';

/** A place in a list, opaque to those who carry it. */
export const encodeCursor = (place: unknown): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws MalformedCursorError when the text is not a cursor of this list. */
export const decodeCursor = <Place>(schema: z.ZodType<Place>, cursor: string): Place => {
  const place = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!place.success) throw new MalformedCursorError('The cursor is not one that was given out.');
  return place.data;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
