import { expect } from 'vitest';
import type { memoryApi, Sent } from './api.ts';

const sentence = /^[^a-z].{10,}[.:…!]$|^[A-Z/"].{10,}/s;

/** Sends what cannot be served: a helpful sentence comes back and nothing is written. */
export const refused = async (
  api: ReturnType<typeof memoryApi>,
  method: string,
  address: string,
  sent: Sent = {},
) => {
  const written = api.repository.stream.length;
  const { status, headers, body } = await api.send(method, address, sent);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(body.detail).toMatch(sentence);
  expect(api.repository.stream).toHaveLength(written);
  const pointers = body.errors?.map(({ pointer }: { pointer: string }) => pointer);
  return { status, code: body.code, pointers, detail: body.detail, headers };
};
