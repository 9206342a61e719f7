import { expect } from 'vitest';
import { settleVersion, type VersionOutcome } from '#shared/application/settle-version.ts';
import { problem } from '#shared/contracts/problem.ts';
import { toCloudEvents } from '#shared/domain/cloud-event.ts';
import type { ApiDependencies } from '../../functions/api/dependencies.ts';
import { describeApi } from '../../functions/api/describe.ts';
import { describedAnswers } from '../../functions/api/described-answers.ts';
import { createHandler } from '../../functions/api/handler.ts';
import { routes } from '../../functions/api/routes.ts';
import { memoryDependencies } from './api-dependencies.ts';
import { httpEvent, type Sent } from './http-event.ts';
import { context } from './invocations.ts';

export const noon = '2026-06-01T12:00:00.000Z';

export { httpEvent, type Sent } from './http-event.ts';

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: every body is checked against its schema below
  readonly body: any;
}

/** The whole API over memory at noon on 1 June 2026. Every answer is held against its description. */
export const memoryApi = (setup: Partial<ApiDependencies> = {}) => {
  const memory = memoryDependencies(noon);
  const { clock, repository, events, queue, replayQueue, sender } = memory;
  const dependencies = { ...memory, ...setup };
  const handler = createHandler(dependencies);

  const ask = async (method: string, address: string, sent: Sent = {}): Promise<Received> => {
    const result = await handler(httpEvent(method, address, sent), context());
    return {
      status: result.statusCode ?? 200,
      headers: stringsIn(result.headers),
      body:
        method !== 'HEAD' && isJson(result.headers) ? JSON.parse(result.body ?? '') : result.body,
    };
  };
  const send = async (method: string, address: string, sent: Sent = {}): Promise<Received> => {
    const received = await ask(method, address, sent);
    holdAgainstDescription(method, address, received);
    return received;
  };
  /** A request that succeeds, and its body. */
  const done = async (method: string, address: string, sent: Sent = {}) => {
    const received = await send(method, address, sent);
    expect(received.body?.detail).toBeUndefined();
    expect(received.status).toBeLessThan(400);
    return received.body;
  };

  let relayed = 0;
  return {
    ...dependencies,
    clock,
    repository,
    queue,
    replayQueue,
    sender,
    /** Sends it, whatever the answer. */
    ask,
    send,
    done,
    get: (address: string, sent: Sent = {}) => send('GET', address, sent),
    post: (address: string, body: unknown, sent: Sent = {}) =>
      send('POST', address, { body, ...sent }),
    register: async (facts: Readonly<Record<string, unknown>> = {}) => {
      const registered = await done('POST', '/v1/documents', { body: registration(facts) });
      return String(registered.documentId);
    },
    decide: (documentId: string, kind: string, facts: Readonly<Record<string, unknown>> = {}) =>
      send('POST', `/v1/documents/${documentId}/decisions`, { body: stating(kind, facts) }),
    settle: (documentId: string, version: number, outcome: VersionOutcome) =>
      settleVersion(dependencies, { documentId, version, outcome }),
    /** Every write so far, also those of other functions. */
    relay: async () => {
      for (const { document, emitted, correlationId } of repository.stream.slice(relayed)) {
        await events.append(toCloudEvents(document, emitted, correlationId));
      }
      relayed = repository.stream.length;
    },
  };
};

export const registration = (facts: Readonly<Record<string, unknown>> = {}) => ({
  title: 'Guideline',
  type: 'guideline',
  issuer: { organisation: 'Region' },
  ...facts,
});

export const stating = (kind: string, facts: Readonly<Record<string, unknown>> = {}) => ({
  kind,
  decidedOn: '2026-05-20',
  decidedBy: { organisation: 'Region', body: 'Council' },
  ...facts,
});

export const announcement = (facts: Readonly<Record<string, unknown>> = {}) => ({
  fileName: 'guideline.pdf',
  mediaType: 'application/pdf',
  size: 3,
  sha256: 'a'.repeat(64),
  ...facts,
});

/** An id in the right form that nothing has. */
export const nobody = '01890000-0000-7000-8000-ffffffffffff';

const description = describeApi();

/** Whatever is answered is described: its status, its body, and for a problem its code. */
const holdAgainstDescription = (method: string, address: string, received: Received): void => {
  const { status, body, headers } = received;
  const isHead = method === 'HEAD';
  expect(headers['x-request-id']).toBe('request-1');
  expect(headers['x-correlation-id']).toMatch(/^[\w.=-]{1,128}$/);
  if (status >= 400) expect(headers['content-type']).toBe('application/problem+json');
  if (isHead) expect(body).toBeUndefined();
  else if (status >= 400) expect(problem.parse(body).status).toBe(status);

  const route = routeAt(isHead ? 'GET' : method, address);
  if (route === undefined) {
    expect([404, 405]).toContain(status);
    return;
  }
  const path = description.paths?.[route.path] ?? {};
  const responses = Object.entries(path).find(([name]) => name === route.method.toLowerCase())?.[1]
    .responses;
  expect(Object.keys(responses), `${route.name} answers ${status}`).toContain(String(status));
  if (isHead) return;
  if (status >= 400) expect(responses[status].description).toContain(`\`${body.code}\``);
  else describedAnswers[route.name]?.[status]?.schema?.parse(body);
};

const routeAt = (method: string, address: string) => {
  const [path = ''] = address.split('?');
  return routes.find(
    (route) =>
      route.method === method &&
      new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}/?$`).test(path),
  );
};

const isJson = (headers: unknown): boolean => /json/.test(stringsIn(headers)['content-type'] ?? '');

const stringsIn = (headers: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
