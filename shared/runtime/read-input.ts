import * as z from 'zod';
import { limits } from '#shared/domain/limits.ts';
import type { Fault } from '#shared/domain/refusal.ts';
import type { Incoming } from './http.ts';
import { issueSentence } from './issue-sentences.ts';
import { RequestProblem } from './problem.ts';

/** The most faults that one answer names. */
const mostFaults = 20;

/** Reads `params`, `query` and `body` by their schemas. @throws RequestProblem naming every fault */
export const readInput = <Schema extends z.ZodObject>(
  schema: Schema,
  incoming: Incoming,
): z.output<Schema> => {
  const { params, body } = schema.shape;
  const query = readQuery(incoming.query);
  const given = {
    ...(params && { params: incoming.pathParameters }),
    ...((schema.shape.query || Object.keys(query).length > 0) && { query }),
    ...(body && { body: readJson(incoming.body, body) }),
  };
  const result = schema.safeParse(given, { error: issueSentence });
  if (result.success) return result.data;

  const { issues } = result.error;
  if (issues.some(({ path }) => path[0] === 'params')) {
    throw new RequestProblem('not_found', 'Nothing has this address: an id in it cannot be one.');
  }
  throw invalid(issues.flatMap((issue) => faultsOf(issue, schema, query)));
};

const invalid = (faults: readonly Fault[]): RequestProblem => {
  const [first, ...others] = faults;
  const detail = first === undefined ? '' : `${first.pointer || 'The body'}: ${first.message}`;
  return new RequestProblem('invalid_request', `${detail}${moreOf(others.length)}`, {
    faults: faults.slice(0, mostFaults),
  });
};

const moreOf = (count: number): string => {
  if (count === 0) return '';
  return ` There ${count === 1 ? 'is 1 more fault' : `are ${count} more faults`}: see errors.`;
};

const readQuery = (query: URLSearchParams): Record<string, string> => {
  const repeated = [...query.keys()].filter((name, index, names) => names.indexOf(name) !== index);
  if (repeated.length > 0) {
    const message = 'Given more than once; one value is expected.';
    throw invalid(repeated.map((name) => ({ pointer: pointerTo(['query', name]), message })));
  }
  return Object.fromEntries(query);
};

const readJson = (body: Uint8Array, schema: z.core.$ZodType): unknown => {
  if (body.byteLength > limits.requestSize) {
    const size = `${body.byteLength} bytes`;
    throw new RequestProblem(
      'limit_exceeded',
      `The body has ${size}; at most ${limits.requestSize} are read.`,
    );
  }
  if (body.byteLength === 0) {
    if (z.safeParse(schema, undefined).success) return undefined;
    throw new RequestProblem('malformed_request', 'The body is empty: send a JSON object.');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message.slice(0, 200) : 'it is not UTF-8';
    throw new RequestProblem('malformed_request', `The body is not JSON: ${reason}.`);
  }
};

const faultsOf = (
  issue: z.core.$ZodIssue,
  schema: z.ZodObject,
  query: Readonly<Record<string, string>>,
): Fault[] => {
  if (issue.code !== 'unrecognized_keys') {
    return [{ pointer: pointerTo(issue.path), message: issue.message }];
  }
  if (issue.path.length === 0) {
    return Object.keys(query).map((name) => ({
      pointer: pointerTo(['query', name]),
      message: 'Unknown parameter: none is expected here.',
    }));
  }
  const message =
    issue.path[0] === 'query'
      ? `Unknown parameter. Expected here: ${namesIn(schema.shape.query).join(', ')}.`
      : 'Unknown field. Check the spelling, or leave it out.';
  return issue.keys.map((key) => ({
    pointer: pointerTo([...issue.path, key.slice(0, 100)]),
    message,
  }));
};

const namesIn = (schema: unknown): string[] =>
  typeof schema === 'object' && schema !== null && 'shape' in schema && schema.shape
    ? Object.keys(schema.shape)
    : [];

/** JSON Pointer (RFC 6901) into the body, or to `/query/…`. */
const pointerTo = ([first, ...rest]: readonly PropertyKey[]): string => {
  const steps = first === 'body' || first === undefined ? rest : [first, ...rest];
  return steps
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
};
