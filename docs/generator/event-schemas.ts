import * as z from 'zod';
import { documentEvents, subscriptionEvents } from '#shared/contracts/event.ts';
import { eventExamples } from '#shared/contracts/event-examples.ts';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The events there are, as what is written about them needs them. */
export const events = [...documentEvents, ...subscriptionEvents].map((schema) => {
  const type = schema.shape.type.value;
  const { id: name = '', description: when = '' } = schema.meta() ?? {};
  const isOfDocument = 'sequence' in schema.shape;
  return { type, name, when, example: eventExamples[type], isOfDocument };
});

export type EventDescription = (typeof events)[number];

const jsonSchema = z.toJSONSchema(z.union([...documentEvents, ...subscriptionEvents]), {
  target: 'draft-07',
  override: ({ jsonSchema: schema }) => {
    const { example, format, maximum } = schema;
    delete schema.example;
    delete schema.additionalProperties;
    if (example !== undefined) schema.examples = [example];
    // The format says as much in a word.
    if (format !== undefined) delete schema.pattern;
    if (maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  },
});

/** JSON Schemas (draft 7) of all events by name. They are open: a receiver need not know every field. */
export const eventSchemas = z
  .record(z.string(), z.custom<JsonSchema>())
  .parse(
    JSON.parse(
      JSON.stringify(jsonSchema.definitions).replaceAll('#/definitions/', '#/components/schemas/'),
    ),
  );
