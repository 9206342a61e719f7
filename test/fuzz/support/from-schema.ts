import fc from 'fast-check';
import * as z from 'zod';
import { description } from '../../support/description.ts';

/** As much of JSON Schema as requests use; another keyword that narrows would be refused here. */
const jsonSchema = z.strictObject({
  $ref: z.string().optional(),
  type: z.enum(['array', 'integer', 'null', 'object', 'string', 'boolean', 'number']).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  format: z.enum(['date', 'date-time', 'uri', 'uuid']).optional(),
  pattern: z.string().optional(),
  minLength: z.int().default(0),
  maxLength: z.int().optional(),
  minimum: z.number().default(-1_000),
  maximum: z.number().default(1_000),
  minItems: z.int().default(0),
  maxItems: z.int().optional(),
  required: z.array(z.string()).default([]),
  additionalProperties: z.literal(false).optional(),
  get properties() {
    return z.record(z.string(), jsonSchema).optional();
  },
  get items() {
    return jsonSchema.optional();
  },
  get oneOf() {
    return z.array(jsonSchema).optional();
  },
  get anyOf() {
    return z.array(jsonSchema).optional();
  },
  default: z.unknown().optional(),
  description: z.unknown().optional(),
  example: z.unknown().optional(),
  discriminator: z.unknown().optional(),
});

type JsonSchema = z.output<typeof jsonSchema>;

/** Values that mean something in the world, by the name of the field that holds them. */
export type Dictionary = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Values that the schema allows, and mostly ones that mean something. */
export const fromSchema = (schema: unknown, words: Dictionary, name = ''): fc.Arbitrary<unknown> =>
  named(jsonSchema.parse(schema), words, name);

const named = (schema: JsonSchema, words: Dictionary, name: string): fc.Arbitrary<unknown> => {
  const word = words[name];
  const any = shaped(schema, words, name);
  if (word === undefined || schema.type === 'array' || schema.type === 'object') return any;
  return fc.oneof({ weight: 7, arbitrary: word }, { weight: 1, arbitrary: any });
};

const shaped = (schema: JsonSchema, words: Dictionary, name: string): fc.Arbitrary<unknown> => {
  if (schema.$ref !== undefined) return referred(schema.$ref, words, name);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return fc.oneof(...choices.map((choice) => named(choice, words, name)));
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([key, value]) => [
            key,
            schema.required.includes(key)
              ? named(value, words, key)
              : maybe(named(value, words, key)),
          ]),
        ),
      );
    case 'array':
      return fc.array(named(schema.items ?? jsonSchema.parse({}), words, name), {
        minLength: schema.minItems,
        maxLength: Math.min(schema.maxItems ?? 4, schema.minItems + 4),
      });
    case 'integer':
      return fc.integer({ min: schema.minimum, max: schema.maximum });
    case 'number':
      return fc.double({ min: schema.minimum, max: schema.maximum, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return text(schema);
    case undefined:
      return fc.jsonValue({ maxDepth: 2 });
  }
};

/** Mostly left out: what is stated together has to agree. */
const maybe = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const known = new Map<string, JsonSchema>();

const referred = (ref: string, words: Dictionary, name: string): fc.Arbitrary<unknown> => {
  const schema =
    known.get(ref) ?? jsonSchema.parse(description.components.schemas[ref.split('/').at(-1) ?? '']);
  known.set(ref, schema);
  return shaped(schema, words, name);
};

const instants = fc.date({
  min: new Date('1000-01-01T00:00:00Z'),
  max: new Date('9998-12-31T00:00:00Z'),
  noInvalidDate: true,
});

const formatted = {
  date: instants.map((date) => date.toISOString().slice(0, 10)),
  'date-time': instants.map((date) => date.toISOString()),
  uuid: fc.uuid({ version: 7 }),
  uri: fc.webUrl(),
};

/** Making one takes long: as many as there are patterns and lengths. */
const made = new Map<string, fc.Arbitrary<string>>();

const text = ({ format, pattern, minLength, maxLength = 40 }: JsonSchema): fc.Arbitrary<string> => {
  if (pattern === undefined && format !== undefined) return formatted[format];
  const length = { minLength, maxLength: Math.min(maxLength, 40) };
  const key = JSON.stringify(pattern ?? length);
  const arbitrary =
    made.get(key) ??
    (pattern === undefined
      ? fc.string({ unit: 'grapheme', ...length })
      : fc.stringMatching(new RegExp(pattern, 'u')));
  made.set(key, arbitrary);
  return arbitrary;
};
