import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Received } from './api.ts';
import { description, type Operation, operations } from './description.ts';

const ajv = new Ajv2020({ strict: false, validateSchema: false, code: { optimize: false } });
addFormats.default(ajv);
ajv.addSchema({ ...description, $id: 'openapi' });

/** Headers that any answer may have; every other one is stated for its status or is a fault. */
const usual = ['cache-control', 'content-type', 'x-content-type-options', 'x-request-id'];
const usualOfProblems = [...usual, 'vary'];
const ofPages = ['content-security-policy', 'referrer-policy'];

/** Headers and text that can go over the wire: no line of their own, no sign outside Latin-1. */
const sendable = /^[\t\x20-\x7e\x80-\xff]*$/;

const templates = operations.map((operation) => ({
  operation,
  pattern: new RegExp(
    `^${operation.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`,
    's',
  ),
}));

/** The operation that the description has for a request; HEAD is GET without the body. */
export const operationAt = (method: string, path: string): Operation | undefined =>
  templates.find(
    ({ operation, pattern }) =>
      operation.method === (method === 'HEAD' ? 'GET' : method) && pattern.test(path),
  )?.operation;

/** All that is wrong with an answer by the written description; nothing if it fits. */
export const faultsOf = (method: string, path: string, received: Received): readonly string[] => {
  const { status, headers } = received;
  const operation = operationAt(method, path);
  const faults = [...headerFaults(received), ...(status < 500 ? [] : [`it is ${status}`])];
  if (operation === undefined) {
    if (status !== 404 && status !== 405) faults.push(`${status} where nothing is described`);
    if (status === 405 && !headers.allow) faults.push('405 without Allow');
    return [...faults, ...problemFaults(received, method)];
  }
  const stated = operation.responses[status];
  if (stated === undefined) return [...faults, `${operation.name} states no ${status}`];
  return [
    ...faults,
    ...statedHeaderFaults(operation, received),
    ...(status >= 400 ? problemFaults(received, method, stated.description) : []),
    ...bodyFaults(operation, method, received),
  ];
};

const headerFaults = ({ status, headers }: Received): readonly string[] =>
  [
    ...Object.entries(headers)
      .filter(([, value]) => !sendable.test(value))
      .map(([name]) => `${name} cannot be sent`),
    headers['x-request-id'] ? '' : 'no x-request-id',
    headers.etag === undefined || /^"[^"]*"$/.test(headers.etag) ? '' : 'etag is no strong tag',
    status === 401 && headers['www-authenticate'] === undefined ? '401 without a challenge' : '',
  ].filter((fault) => fault !== '');

const statedHeaderFaults = ({ responses }: Operation, { status, headers }: Received) => {
  const stated = Object.entries(responses[status]?.headers ?? {}).map(([name, { $ref }]) => ({
    name: name.toLowerCase(),
    required: description.components.headers[$ref.split('/').at(-1) ?? '']?.required,
  }));
  const allowed = new Set([
    ...(status >= 400 ? usualOfProblems : [...usual, ...ofPages]),
    ...stated.map(({ name }) => name),
  ]);
  return [
    ...stated
      .filter(({ name, required }) => required && !headers[name])
      .map(({ name }) => `${status} without ${name}`),
    ...Object.keys(headers)
      .filter((name) => !allowed.has(name))
      .map((name) => `${name} is not stated for ${status}`),
  ];
};

const problemFaults = (
  { status, headers, body }: Received,
  method: string,
  stated?: string,
): readonly string[] => {
  if (headers['content-type'] !== 'application/problem+json') return ['no problem document'];
  if (method === 'HEAD') return [];
  const unfit = unfitFor(['components', 'schemas', 'Problem'], body);
  if (unfit !== undefined) return [`its problem: ${unfit}`];
  const isStated = stated === undefined || stated.includes(`\`${body.code}\``);
  return [
    ...(body.status === status ? [] : [`the problem says ${body.status}, the answer ${status}`]),
    ...(isStated ? [] : [`${body.code} is not stated for ${status}`]),
  ];
};

const bodyFaults = (operation: Operation, method: string, received: Received) => {
  const { status, headers, body } = received;
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
  const content = operation.responses[status]?.content ?? {};
  if (method === 'HEAD') return body === undefined ? [] : ['HEAD with a body'];
  if (Object.keys(content).length === 0) {
    return body === undefined && mediaType === '' ? [] : [`${status} with a body`];
  }
  if (content[mediaType] === undefined) return [`${mediaType} is not stated for ${status}`];
  const steps = ['paths', operation.path, operation.method.toLowerCase(), 'responses', `${status}`];
  const unfit = unfitFor([...steps, 'content', mediaType, 'schema'], body);
  return unfit === undefined ? [] : [`the body: ${unfit}`];
};

/** What does not fit the schema at the place in the description. Compiled once each. */
const unfitFor = (place: readonly string[], value: unknown): string | undefined => {
  const pointer = place.map(
    (step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
  );
  const fits = ajv.getSchema(`openapi#${pointer.join('')}`);
  if (fits === undefined) throw new Error(`The description has nothing at ${place.join(' ')}`);
  return fits(value) === true ? undefined : ajv.errorsText(fits.errors);
};
