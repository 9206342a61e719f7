import { eventSchemas, type JsonSchema } from './event-schemas.ts';

/** The fields of an object as a Markdown table, those of objects in it, and in lists, under dotted names. */
export const fieldTable = (schema: JsonSchema): string =>
  [
    '| field | form | always | meaning |',
    '| --- | --- | --- | --- |',
    ...rowsOf(schema).map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');

const rowsOf = (schema: JsonSchema, prefix = ''): string[][] => {
  const { properties = {}, required = [] } = resolved(schema);
  return Object.entries(properties).flatMap(([name, field]) => {
    if (typeof field === 'boolean') return [];
    const { description = '' } = resolved(field);
    const always = required.includes(name) ? 'yes' : '';
    return [
      [`\`${prefix}${name}\``, form(field), always, description],
      ...rowsOf(field, `${prefix}${name}.`),
      ...rowsOf(itemOf(field), `${prefix}${name}[].`),
    ];
  });
};

/** What a list is a list of. */
const itemOf = (schema: JsonSchema): JsonSchema => {
  const { items } = resolved(schema);
  return typeof items === 'object' && !Array.isArray(items) ? items : {};
};

/** What a schema refers to, under what is said where it is used. */
const resolved = (schema: JsonSchema): JsonSchema => {
  const [reference] = schema.allOf ?? [schema];
  const name = reference?.$ref?.split('/').at(-1);
  return name === undefined ? schema : { ...eventSchemas[name], ...schema };
};

/** What a value looks like, in a few words. */
const form = (schema: JsonSchema): string => {
  const { const: only, enum: values, format, type, items, oneOf, properties } = resolved(schema);
  if (only !== undefined) return `\`${only}\``;
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (oneOf) return oneOf.map(form).join(' or ');
  if (items && typeof items === 'object' && !Array.isArray(items)) return `list of ${form(items)}`;
  if (properties) return 'object';
  return (format && formats[format]) ?? words[String(type)] ?? String(type);
};

const formats: Readonly<Record<string, string>> = {
  'date-time': 'instant',
  date: 'day',
  uuid: 'id',
};

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
};
