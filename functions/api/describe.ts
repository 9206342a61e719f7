import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { gatewayMessage, problem } from '#shared/contracts/problem.ts';
import { type ProblemCode, problemTable } from '#shared/runtime/problem-table.ts';
import type { Route } from '#shared/runtime/route.ts';
import type { ApiDependencies } from './dependencies.ts';
import { type AnswerDescription, describedAnswers } from './described-answers.ts';
import { problemHeaders, successHeaders } from './description-headers.ts';
import { routes } from './routes.ts';

type ApiRoute = Route<ApiDependencies>;

/** The description of the API, from the very table that is served. */
export const describeApi = () =>
  createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Ikraft',
      version: '1',
      description:
        'Documents that govern something, the decisions taken about them, and what is in force when. Dates are local days in the zone of the document, both ends included; instants are UTC. Every operation names its least role: operator includes all, registrar and subscriber include reader. An operator may let anyone read; then what needs reader needs no token. x-organisation says whose things an operation is about: any, everyone alike; own, those of the organisation in the token, and an operator reaches all; member, what it makes belongs to the organisation in the token, which has to name one. What another organisation has is answered as what does not exist. HEAD is answered wherever GET is, without the body. Every operation takes X-Correlation-Id, an id of the caller’s own for all that a request causes; every answer names that id, and as X-Request-Id its own.',
    },
    // Relative to where this document is served: right behind any prefix.
    servers: [{ url: '..' }],
    paths: Object.fromEntries(
      [...new Set(routes.map(({ path }) => path))].map((path) => [
        path,
        Object.fromEntries(
          routes
            .filter((route) => route.path === path)
            .map((route) => [route.method.toLowerCase(), operation(route)]),
        ),
      ]),
    ),
    'x-problems': Object.entries(problemTable)
      .map(([code, { status, en: title }]) => ({ code, status, title }))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  });

const operation = (route: ApiRoute): ZodOpenApiOperationObject => {
  const { params, query, body } = route.input.shape;
  return {
    operationId: route.name,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    security: route.role === 'anyone' ? [] : [{ token: [] }],
    'x-role': route.role,
    'x-organisation': route.organisation,
    requestParams: {
      ...(params instanceof z.ZodObject && { path: params }),
      ...(query instanceof z.ZodObject && { query }),
      header: requestHeaders(route),
    },
    ...(body instanceof z.ZodType && {
      requestBody: {
        required: !body.safeParse(undefined).success,
        content: { 'application/json': { schema: body } },
      },
    }),
    responses: responses(route),
  };
};

const correlationId = z
  .string()
  .optional()
  .meta({
    description:
      'An id of the caller’s own, 1 to 128 letters, digits and any of `. _ - =`, for all that the request causes: its log lines, its events (`correlationid`) and their webhooks carry it, so it is seen by whoever gets those. Without one, or with another text, it is the id of the request.',
    param: { id: 'CorrelationId' },
  });

const requestHeaders = ({ ifMatch, idempotent, cached }: ApiRoute) => {
  const tag = z
    .string()
    .regex(/^\*$|"[^"]*"/)
    .meta({ description: 'The ETag as it was read.' });
  return z.object({
    'X-Correlation-Id': correlationId,
    ...(ifMatch && { 'If-Match': ifMatch === 'required' ? tag : tag.optional() }),
    ...(cached && {
      'If-None-Match': z.string().optional().meta({
        description: 'The ETag that the caller has: 304 where nothing has changed.',
      }),
    }),
    ...(idempotent && {
      'Idempotency-Key': z
        .string()
        .regex(/^[!-~]{1,255}$/)
        .optional()
        .meta({
          description:
            'Printable ASCII without spaces, chosen by the caller. For 24 hours the same request with the same key is carried out once and answered alike.',
        }),
    }),
  });
};

const responses = (route: ApiRoute) => {
  const answers = new Map<number, AnswerDescription>(
    Object.entries({ ...successes(route), ...(route.cached && { 304: notModified }) }).map(
      ([status, answer]) => [Number(status), answer],
    ),
  );
  const problems = Map.groupBy(problemsOf(route), ({ status }) => status);
  const statuses = [...answers.keys(), ...gatewayStatuses(route), ...problems.keys()];
  return Object.fromEntries(
    [...new Set(statuses)].toSorted().map((status) => {
      const answer = answers.get(status);
      const codes = problems.get(status)?.map(({ code }) => code) ?? [];
      return [`${status}` as const, answer ? success(answer) : failure(status, route, codes)];
    }),
  );
};

const successes = ({ name }: ApiRoute) => {
  const answers = describedAnswers[name];
  if (answers === undefined) throw new Error(`Nothing describes what ${name} answers`);
  return answers;
};

const notModified: AnswerDescription = {
  description: 'The caller has what would be sent.',
  headers: ['ETag'],
};

/** Statuses that the gateway answers by itself, with a message of its own. */
const gatewayStatuses = ({ role }: ApiRoute): readonly number[] =>
  role === 'anyone' ? [413, 429, 503] : [401, 413, 429, 503];

/** Every problem that the route can answer, with its status there. */
const problemsOf = (route: ApiRoute): { status: number; code: ProblemCode }[] => {
  const { params, body } = route.input.shape;
  const when = (condition: unknown, ...codes: ProblemCode[]) => (condition ? codes : []);
  const codes = [
    ...when(true, 'internal_error', 'unavailable'),
    ...when(route.role !== 'anyone', 'unauthenticated', 'forbidden'),
    ...when(params, 'not_found'),
    ...when(body, 'malformed_request'),
    ...when(route.ifMatch, 'precondition_failed'),
    ...when(route.ifMatch === 'required', 'precondition_required'),
    ...when(route.method !== 'GET', 'conflict'),
    ...when(route.idempotent, 'request_in_progress'),
    ...(route.problems ?? []),
  ];
  const faults = [
    ...when(true, 'invalid_request'),
    ...when(body, 'limit_exceeded'),
    ...(route.faults ?? []),
  ];
  return [
    ...codes.map((code) => ({ code, status: problemTable[code].status })),
    ...[...new Set(faults)].map((code) => ({ code, status: 422 })),
  ];
};

const success = (answer: AnswerDescription): ZodOpenApiResponseObject => {
  const { description, schema, contentType = 'application/json' } = answer;
  return {
    description,
    headers: successHeaders(answer),
    ...(schema && { content: { [contentType]: { schema } } }),
  };
};

const failure = (
  status: number,
  route: ApiRoute,
  codes: readonly ProblemCode[],
): ZodOpenApiResponseObject => {
  const byGateway = gatewayStatuses(route).includes(status);
  const problems = codes.map((code) => `\`${code}\`: ${problemTable[code].en}.`);
  return {
    description: [...problems, ...(byGateway ? ['Said by the gateway.'] : [])].join(' '),
    ...(codes.length > 0 && { headers: problemHeaders(status, byGateway) }),
    content: {
      ...(codes.length > 0 && { 'application/problem+json': { schema: problem } }),
      ...(byGateway && { 'application/json': { schema: gatewayMessage } }),
    },
  };
};
