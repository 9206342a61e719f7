import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { route } from './dependencies.ts';

// A file beside the code, read when first asked for: no other request should pay for it.
const description = async (): Promise<unknown> =>
  JSON.parse(await readFile(new URL('openapi.json', import.meta.url), 'utf8'));

const descriptionText = once(async () => JSON.stringify(await description()));

const pageText = once(async () => (await import('./docs-page.ts')).docsPage(await description()));

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
};

export const docsRoutes = [
  route({
    name: 'readOpenApi',
    method: 'GET',
    path: '/v1/openapi.json',
    role: 'anyone',
    tag: 'Service',
    summary: 'Read the description of this API (OpenAPI 3.1)',
    input: z.strictObject({}),
    handle: async () => ({
      status: 200,
      body: await descriptionText(),
      headers: { 'content-type': 'application/json' },
    }),
  }),

  route({
    name: 'readDocs',
    method: 'GET',
    path: '/v1/docs',
    role: 'anyone',
    tag: 'Service',
    summary: 'Read the description of this API as a page',
    input: z.strictObject({}),
    handle: async () => ({ status: 200, body: await pageText(), headers: pageHeaders }),
  }),
];

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
