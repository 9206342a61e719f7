import * as z from 'zod';

/** Ids are uuid v7 (RFC 9562): later ones sort after earlier ones. */
export const id = z.uuidv7().meta({ example: '0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e7f' });

/** An id in a request, upper or lower case. */
export const idInput = id.toLowerCase();
