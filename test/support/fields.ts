import * as z from 'zod';

/** A field of a message. */
export interface Field {
  readonly path: string;
  readonly optional: boolean;
  readonly meaning: string | undefined;
}

/** The fields that a schema has, `.data.links.timeline`. */
export const fieldsOf = (schema: unknown, path = ''): Field[] => {
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { description } = schema;
    return schema.options
      .flatMap((option) => fieldsOf(option, path))
      .map((field) => ({ ...field, meaning: field.meaning ?? description }));
  }
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const optional = field instanceof z.ZodExactOptional;
    const inner = optional ? field.unwrap() : field;
    const own = { path: `${path}.${name}`, optional, meaning: inner.meta()?.description };
    return [own, ...fieldsOf(inner, own.path)];
  });
};

/** The fields that a value has. */
export const pathsOf = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([name, inner]) => [
        `${path}.${name}`,
        ...pathsOf(inner, `${path}.${name}`),
      ])
    : [];
