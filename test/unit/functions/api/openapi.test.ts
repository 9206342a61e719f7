import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { problemTable } from '#shared/runtime/problem-table.ts';
import { describeApi } from '../../../../functions/api/describe.ts';
import { describedAnswers } from '../../../../functions/api/described-answers.ts';
import { routes } from '../../../../functions/api/routes.ts';
import { memoryApi } from '../../../support/api.ts';

const file = new URL('../../../../functions/api/openapi.json', import.meta.url);
const written = JSON.parse(readFileSync(file, 'utf8'));

const operations = Object.entries<Readonly<Record<string, unknown>>>(written.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      place: `${method.toUpperCase()} ${path}`,
      operation: z
        .looseObject({
          operationId: z.string(),
          'x-role': z.string(),
          security: z.array(z.unknown()),
          responses: z.record(z.string(), z.looseObject({ description: z.string() })),
        })
        .parse(operation),
    })),
);

describe('the description of the API', () => {
  it('is up to date: run `npm run openapi` when this fails', () => {
    expect(written).toEqual(JSON.parse(JSON.stringify(describeApi())));
  });

  it('is served as it is written', async () => {
    const { status, headers, body } = await memoryApi().get('/v1/openapi.json', { groups: null });
    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    expect(body).toEqual(written);
  });

  it('has every route once, under a name of its own', () => {
    const places = operations.map(({ place }) => place).toSorted();
    expect(places).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  });

  it('says what each route answers, and nothing about another', () => {
    const names = routes.map(({ name }) => name).toSorted();
    expect(Object.keys(describedAnswers).toSorted()).toEqual(names);
  });

  it('says of every route which role it needs, and what the gateway answers by itself', () => {
    for (const { operation } of operations) {
      const open = operation['x-role'] === 'anyone';
      expect(operation.security).toEqual(open ? [] : [{ token: [] }]);
      const gateway = open ? ['413', '429', '503'] : ['401', '413', '429', '503'];
      for (const status of gateway) {
        expect(operation.responses[status]?.content).toHaveProperty(
          ['application/json', 'schema', '$ref'],
          '#/components/schemas/GatewayMessage',
        );
      }
    }
  });

  it('refers to nothing that is not in it', () => {
    const names = [...JSON.stringify(written).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
    expect(names.length).toBeGreaterThan(100);
    for (const name of new Set(names)) {
      const [, ...path] = name?.split('/') ?? [];
      expect(written).toHaveProperty(path);
    }
  });

  it('has examples that the API takes', () => {
    for (const { input, name } of routes) {
      const { body } = input.shape;
      if (!(body instanceof z.ZodType)) continue;
      const { example } = z.looseObject({ example: z.unknown() }).parse(body.meta());
      expect(body.safeParse(example).error, name).toBeUndefined();
    }
  });

  it('has a cursor where a list takes one, and only there', () => {
    for (const { operation } of operations) {
      const ref = JSON.stringify(operation.responses['200']?.content ?? '').match(/schemas\/(\w+)/);
      const { properties = {} } = written.components.schemas[ref?.[1] ?? ''] ?? {};
      if (properties.items === undefined) continue;
      const takes = /"name":"(?:cursor|after)"/.test(JSON.stringify(operation.parameters));
      expect('cursor' in properties, operation.operationId).toBe(takes);
    }
  });

  it('names every kind of problem somewhere', () => {
    const told = JSON.stringify(written);
    const everywhere = ['method_not_allowed'];
    const markOnly = ['already_final'];
    const untold = Object.keys(problemTable).filter((code) => !told.includes(`\`${code}\``));
    expect(untold).toEqual([...everywhere, ...markOnly]);
  });
});

describe('the page about the API', () => {
  const page = async () => (await memoryApi().get('/v1/docs', { groups: null })).body as string;

  it('needs nothing from elsewhere and runs nothing', async () => {
    const { headers, body } = await memoryApi().get('/v1/docs', { groups: null });
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).not.toMatch(/<script|<link|<img|@import|url\(|src=/);
    const addresses = [...body.matchAll(/href="([^"]+)"/g)].map(([, address]) => address);
    for (const address of addresses) expect(address).toMatch(/^#|^openapi\.json$/);
  });

  it('has a section for every operation and schema, and every link in it leads there', async () => {
    const html = await page();
    const anchors = new Set([...html.matchAll(/id="([^"]+)"/g)].map(([, anchor]) => anchor));
    for (const { name } of routes) expect(anchors).toContain(name);
    for (const name of Object.keys(written.components.schemas)) expect(anchors).toContain(name);
    for (const [, anchor] of html.matchAll(/href="#([^"]+)"/g)) expect(anchors).toContain(anchor);
  });
});

describe('the service', () => {
  it('answers who asks whether it answers', async () => {
    const { status, body } = await memoryApi().get('/v1/health', { groups: null });
    expect([status, body]).toEqual([200, { status: 'ok', time: '2026-06-01T12:00:00.000Z' }]);
  });
});
