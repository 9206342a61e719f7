import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** The file that `GET /v1/openapi.json` serves. */
const file = new URL('../../functions/api/openapi.json', import.meta.url);

const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  schema: z.looseObject({}),
});

const content = z.record(z.string(), z.looseObject({ schema: z.looseObject({}) }));

const stated = z.looseObject({
  operationId: z.string(),
  'x-role': z.enum(['anyone', 'reader', 'registrar', 'subscriber', 'operator']),
  'x-organisation': z.enum(['any', 'member', 'own']),
  parameters: z
    .array(z.union([z.strictObject({ $ref: z.string() }), parameter]))
    // What every operation takes stands once for all of them.
    .transform((all) => all.flatMap((one) => ('name' in one ? one : [])))
    .default([]),
  requestBody: z.looseObject({ required: z.boolean(), content }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({
      description: z.string(),
      headers: z.record(z.string(), z.looseObject({ $ref: z.string() })).default({}),
      content: content.default({}),
    }),
  ),
});

const document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), stated)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({})),
    headers: z.record(z.string(), z.looseObject({ required: z.boolean().default(false) })),
  }),
});

/** The written description: an operation that does not state its role and whose things it is about is refused here. */
export const description = document.parse(JSON.parse(readFileSync(file, 'utf8')));

export type Parameter = z.output<typeof parameter>;

/** An operation as the description has it, and nothing else. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly role: z.output<typeof stated>['x-role'];
  readonly organisation: z.output<typeof stated>['x-organisation'];
  readonly parameters: readonly Parameter[];
  /** JSON Schema of the body, where it takes one. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly responses: z.output<typeof stated>['responses'];
}

export const operations: readonly Operation[] = Object.entries(description.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: operation.operationId,
      method: method.toUpperCase(),
      path,
      role: operation['x-role'],
      organisation: operation['x-organisation'],
      parameters: operation.parameters,
      body: operation.requestBody?.content['application/json']?.schema,
      responses: operation.responses,
    })),
);

/** The status of a request that is carried out: of several the last, which writes. */
export const successOf = ({ name, responses }: Operation): number => {
  const statuses = Object.keys(responses).map(Number);
  const success = statuses.filter((status) => status < 400 && status !== 304).at(-1);
  if (success === undefined) throw new Error(`${name} states no success`);
  return success;
};

/** Whether its address names something. */
export const isAboutOne = ({ parameters }: Operation): boolean =>
  parameters.some((parameter) => parameter.in === 'path');
