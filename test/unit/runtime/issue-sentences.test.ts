import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { id } from '#shared/contracts/ids.ts';
import { issueSentence } from '#shared/runtime/issue-sentences.ts';
import { readInput } from '#shared/runtime/read-input.ts';
import { routes } from '../../../functions/api/routes.ts';

const saidOf = (schema: z.ZodType, input: unknown): string[] =>
  schema.safeParse(input, { error: issueSentence }).error?.issues.map(({ message }) => message) ??
  [];

describe('an issue without a sentence of its own', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.strictObject({}), undefined, 'Required: state an object.'],
    [z.strictObject({}), [], 'An object.'],
    [z.array(z.string()), {}, 'A list.'],
    [z.string(), undefined, 'Required: state a text.'],
    [z.string(), 7, 'A text.'],
    [z.boolean(), 'yes', 'True or false.'],
    [z.int(), undefined, 'Required: state a whole number.'],
    [z.int(), '3', 'A whole number.'],
    [z.int(), 1.5, 'A whole number.'],
    [z.int().max(3), 4, 'At most 3.'],
    [z.int().min(3), 2, 'At least 3.'],
    [z.string().max(2_048), 'x'.repeat(2_049), 'At most 2048 characters.'],
    [z.array(z.int()).min(1), [], 'At least 1 value.'],
    [id, 'x', 'An id such as 0198f3a4-6c1e-7b52-9d3f-2a1b4c5d6e7f.'],
    [z.enum(['a', 'b', 'c']), 'd', 'One of a, b, c.'],
    [z.enum(['a', 'b', 'c']), undefined, 'Required: state one of a, b, c.'],
    [z.literal('a'), 'b', 'The value a.'],
    [z.record(z.int(), z.int()), { a: 1 }, 'What the description of the API, /v1/docs, has here.'],
    [z.string().regex(/a/), 'b', 'What the description of the API, /v1/docs, has here.'],
  ])('says what to do: %#', (schema, input, sentence) => {
    expect(saidOf(schema, input)).toEqual([sentence]);
  });

  it('leaves the word to its schema where that has one', () => {
    expect(saidOf(z.string().min(3, 'Three or more.'), 'x')).toEqual(['Three or more.']);
  });
});

describe('whatever is wrong with a request', () => {
  const probes = [null, 7, -1, 1.5, true, '', 'x', 'x'.repeat(5_000), [], [7], ['x'], {}, { a: 1 }];
  const bodies = routes.flatMap(({ name, input: { shape } }) =>
    shape.body instanceof z.ZodType ? [[name, shape.body] as const] : [],
  );

  it.each(bodies)('%s says so in sentences of ours', (_name, body) => {
    const { properties = {} } = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
    const example = z.record(z.string(), z.unknown()).parse(body.meta()?.example);
    const fields = [...new Set([...Object.keys(properties), ...Object.keys(example)])];
    const wrong = fields.flatMap((field) =>
      probes.map((probe) => ({ ...example, [field]: probe })),
    );
    const said = [{}, ...probes, ...wrong].flatMap((input) => saidOf(body, input));
    expect(said.length).toBeGreaterThan(5);
    for (const sentence of new Set(said)) {
      if (sentence.startsWith('Unrecognized')) continue;
      expect(sentence).toMatch(/[.]$/);
      expect(sentence).not.toMatch(/Invalid|expected|Too (?:big|small)/);
    }
  });

  it.each([
    [{ a: 1 }, '/a: A text.'],
    [{ a: 1, b: 1 }, '/a: A text. There is 1 more fault: see errors.'],
    [{ a: 1, b: 1, c: 1 }, '/a: A text. There are 2 more faults: see errors.'],
  ])('is counted: %j', (body, detail) => {
    const text = z.exactOptional(z.string());
    const schema = z.strictObject({ body: z.strictObject({ a: text, b: text, c: text }) });
    const incoming = {
      method: 'POST',
      path: '/',
      pathParameters: {},
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.from(JSON.stringify(body)),
      caller: { id: '', roles: [] },
      apiId: '',
    };
    expect(() => readInput(schema, incoming)).toThrow(detail);
  });
});
