import { apiDescription, type JsonSchema, type Operation } from './description-schema.ts';

/** The description of the API as one page that needs nothing from elsewhere. */
export const docsPage = (description: unknown): string => {
  const { info, paths, components, 'x-problems': problems } = apiDescription.parse(description);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0]))];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(info.title)} API</title>
<style>${style}</style>
</head>
<body>
<header><h1>${text(info.title)} API</h1><p>${prose(info.description)}</p>
<p>As data: <a href="openapi.json">openapi.json</a>.</p></header>
<nav>${tags.map((tag) => index(tag, operations)).join('')}</nav>
<main>
${operations.map(section).join('\n')}
<h2 id="schemas">Schemas</h2>
${Object.entries(components.schemas).map(schemaSection).join('\n')}
<h2 id="problems">Problems</h2>
<p>What the <code>code</code> of a problem document says, and the status it usually comes with.</p>
${table(
  ['Code', 'Status', ''],
  problems.map(({ code, status, title }) => [
    `<code id="problem-${code}">${text(code)}</code>`,
    String(status),
    text(title),
  ]),
)}
</main>
</body>
</html>
`;
};

interface Placed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

const index = (tag: string, operations: readonly Placed[]): string =>
  `<h2>${text(tag)}</h2><ul>${operations
    .filter(({ operation }) => operation.tags[0] === tag)
    .map(
      ({ path, method, operation }) =>
        `<li><a href="#${operation.operationId}">${method.toUpperCase()} ${text(path)}</a> ${text(operation.summary)}</li>`,
    )
    .join('')}</ul>`;

const whose: Readonly<Record<string, string>> = {
  member: ' For the organisation in the token.',
  own: ' Of the organisation in the token; an operator reaches all.',
};

const section = ({ path, method, operation }: Placed): string => {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const role = operation['x-role'];
  const who =
    role === 'anyone'
      ? 'Needs no token.'
      : `Least role: <b>${text(role)}</b>.${whose[operation['x-organisation']] ?? ''}`;
  return `<section id="${operationId}">
<h3>${text(summary)}</h3>
<p class="address"><b>${method.toUpperCase()}</b> ${text(path)}</p>
<p>${prose(description)} ${who}</p>
${table(
  ['Parameter', 'In', 'Form', ''],
  parameters.map(({ name, in: place, required, schema }) => [
    code(name, required),
    text(place),
    form(schema),
    prose(schema.description),
  ]),
)}
${Object.values(requestBody?.content ?? {})
  .map(({ schema }) => `<p>Body: ${form(schema)}</p>`)
  .join('')}
${table(
  ['Status', 'Answer', ''],
  Object.entries(responses).map(([status, { description, content }]) => [
    status,
    Object.values(content)
      .map(({ schema }) => form(schema))
      .join(' or '),
    prose(description),
  ]),
)}
</section>`;
};

const schemaSection = ([name, schema]: [string, JsonSchema]): string =>
  `<section id="${name}"><h3>${name}</h3>
<p>${prose(schema.description)}</p>
${(schema.oneOf ?? [schema]).map(fields).join('')}
${schema.example === undefined ? '' : `<pre>${text(JSON.stringify(schema.example, null, 2))}</pre>`}
</section>`;

const fields = (schema: JsonSchema): string =>
  schema.properties === undefined
    ? `<p>${form(schema)}</p>`
    : table(
        ['Field', 'Form', ''],
        Object.entries(schema.properties).map(([name, field]) => [
          code(name, schema.required.includes(name)),
          form(field),
          prose(field.description),
        ]),
      );

/** What a value looks like, in a few words. */
const form = (schema: JsonSchema): string => {
  const { $ref, type, items, properties, format } = schema;
  if ($ref !== undefined) {
    const name = text($ref.slice($ref.lastIndexOf('/') + 1));
    return `<a href="#${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return `<code>${text(JSON.stringify(schema.const))}</code>`;
  if (schema.enum)
    return schema.enum.map((value) => `<code>${text(String(value))}</code>`).join(' ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map(form).join(' or ');
  if (items) return `list of ${form(items)}`;
  if (properties) return `{ ${Object.keys(properties).map(text).join(', ')} }`;
  return text(format ?? [type ?? 'any'].flat().join(' or '));
};

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  if (rows.length === 0) return '';
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const body = rows.map((cells) => row(cells, 'td')).join('');
  return `<table><thead>${row(heads, 'th')}</thead><tbody>${body}</tbody></table>`;
};

const code = (name: string, required: boolean): string =>
  `<code>${text(name)}</code>${required ? '<abbr title="required">*</abbr>' : ''}`;

/** Text with `code` in it. */
const prose = (words = ''): string => text(words).replace(/`([^`]+)`/g, '<code>$1</code>');

const text = (words: string): string =>
  words.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1rem; }
section { border-top: 1px solid #8886; margin-top: 2rem; }
.address, code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { background: #8881; overflow: auto; padding: 0.75rem; }
table { border-collapse: collapse; display: block; margin: 0.75rem 0; overflow: auto; }
th, td { border-bottom: 1px solid #8884; padding: 0.25rem 1rem 0.25rem 0; text-align: left; vertical-align: top; }
nav ul { list-style: none; padding: 0; }
`;
