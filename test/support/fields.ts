import * as z from 'zod';

/** A field of a message. */
export interface Field {
  readonly path: string;
  readonly optional: boolean;
  readonly meaning: string | undefined;
}

/** The fields that a schema has, `.data.links.timeline`, and those of what a list holds, `.data.cancelled[].at`. */
export const fieldsOf = (schema: unknown, path = ''): Field[] => {
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element, `${path}[]`);
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

/** The fields that a value has: of a list, one set for each of what it holds. */
export const pathsOf = (value: unknown, path = ''): string[] => {
  if (Array.isArray(value)) {
    return value.flatMap((one) => [`${path}[]`, ...pathsOf(one, `${path}[]`)]);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    `${path}.${name}`,
    ...pathsOf(inner, `${path}.${name}`),
  ]);
};
