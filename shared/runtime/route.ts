import type * as z from 'zod';
import type { Claim } from '#shared/application/once.ts';
import type { Clock } from '#shared/application/ports.ts';
import { isKnown, readIfMatch } from './etag.ts';
import type { Incoming } from './http.ts';
import { receiptOf } from './idempotency.ts';
import { authorise, type Principal, type Role } from './principal.ts';
import type { ProblemCode } from './problem-table.ts';
import { readInput } from './read-input.ts';

/** What a route answers. A string is sent as it is, with the content type in `headers`. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that has been read: who asks, and for what. */
export interface Request<Input> {
  readonly input: Input;
  readonly caller: Principal;
  readonly path: string;
  readonly apiId: string;
  /** The revisions that If-Match allows; any if undefined. */
  readonly revisions: readonly number[] | undefined;
  /** From Idempotency-Key. */
  readonly claim: Claim | undefined;
}

/** What every route needs. */
export interface RouteDependencies {
  readonly clock: Pick<Clock, 'now'>;
  /** Readers need no token. */
  readonly publicReading: boolean;
}

/** An answer as the API's description has it. */
export interface AnswerDescription {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Another content type than JSON. */
  readonly contentType?: string;
  readonly headers?: readonly ('ETag' | 'Link' | 'Location')[];
}

interface Description {
  /** What generated clients call it. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** The least role that may ask. */
  readonly role: Role | 'anyone';
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Whether If-Match must be sent, or may be. */
  readonly ifMatch?: 'required' | 'optional';
  /** Idempotency-Key is honoured. */
  readonly idempotent?: true;
  /** If-None-Match is honoured. */
  readonly cached?: true;
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Problems of its own, besides those that every such route can have. */
  readonly problems?: readonly ProblemCode[];
  /** What can be wrong with its body or query, beyond their form: always 422. */
  readonly faults?: readonly ProblemCode[];
}

interface Definition<Dependencies, Input extends z.ZodObject> extends Description {
  /** `params`, `query` and `body`, as far as there are any. */
  readonly input: Input;
  readonly handle: (
    dependencies: Dependencies,
    request: Request<z.output<Input>>,
  ) => Promise<Answer>;
}

/** One operation of the API: what the router serves and the API's description describes. */
export interface Route<Dependencies> extends Description {
  readonly input: z.ZodObject;
  readonly answer: (dependencies: Dependencies, incoming: Incoming) => Promise<Answer>;
}

/** Makes routes over the same dependencies: caller, preconditions and input are checked before `handle`. */
export const routesOver =
  <Dependencies extends RouteDependencies>() =>
  <Input extends z.ZodObject>(
    definition: Definition<Dependencies, Input>,
  ): Route<Dependencies> => ({
    ...definition,
    answer: async (dependencies, incoming) => {
      const { caller, headers, method, path, apiId } = incoming;
      const { role, handle } = definition;
      authorise(caller, dependencies.publicReading && role === 'reader' ? 'anyone' : role);
      const input = readInput(definition.input, incoming);
      const revisions = definition.ifMatch && readIfMatch(headers['if-match'], definition.ifMatch);
      const claim = definition.idempotent
        ? receiptOf(headers['idempotency-key'], {
            caller: caller.id,
            method,
            path,
            body: input,
            now: dependencies.clock.now(),
          })
        : undefined;
      const answer = await handle(dependencies, { input, caller, path, apiId, revisions, claim });
      const known = definition.cached && isKnown(headers['if-none-match'], answer.etag);
      return known ? notModified(answer) : answer;
    },
  });

/** Says how long to keep it as the whole answer would have. */
const notModified = ({ etag, headers }: Answer): Answer => ({
  status: 304,
  ...(etag !== undefined && { etag }),
  ...(headers?.['cache-control'] !== undefined && {
    headers: { 'cache-control': headers['cache-control'] },
  }),
});
