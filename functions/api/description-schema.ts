import * as z from 'zod';

/** As much of a JSON Schema as the page shows. */
export const jsonSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  example: z.unknown().optional(),
  required: z.array(z.string()).default([]),
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
});

const content = z.record(z.string(), z.looseObject({ schema: jsonSchema }));

const parameter = z.looseObject({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  schema: jsonSchema,
});

const operation = z.looseObject({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  summary: z.string(),
  description: z.string().default(''),
  'x-role': z.string(),
  'x-organisation': z.string(),
  parameters: z
    .array(z.union([z.strictObject({ $ref: z.string() }), parameter]))
    // What every operation takes is told once, before them all.
    .transform((all) => all.flatMap((one) => ('name' in one ? one : [])))
    .default([]),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ description: z.string(), content: content.default({}) }),
  ),
});

/** As much of the API's description as the page shows. */
export const apiDescription = z.looseObject({
  info: z.looseObject({ title: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  'x-problems': z.array(z.looseObject({ code: z.string(), status: z.int(), title: z.string() })),
  components: z.looseObject({ schemas: z.record(z.string(), jsonSchema) }),
});

export type JsonSchema = z.infer<typeof jsonSchema>;
export type Operation = z.infer<typeof operation>;
