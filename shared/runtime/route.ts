import type * as z from 'zod';
import type { Claim } from '#shared/application/once.ts';
import type { Clock } from '#shared/application/ports.ts';
import { isKnown, readIfMatch } from './etag.ts';
import type { Incoming } from './http.ts';
import { receiptOf } from './idempotency.ts';
import type { OrganisationRule } from './organisation.ts';
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
  readonly caller: Pick<Principal, 'id'>;
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
  /** Problems of its own, besides those that every such route can have. */
  readonly problems?: readonly ProblemCode[];
  /** What can be wrong with its body or query, beyond their form: always 422. */
  readonly faults?: readonly ProblemCode[];
}

interface Definition<Dependencies, Scope extends object, Input extends z.ZodObject>
  extends Description {
  /** `params`, `query` and `body`, as far as there are any. */
  readonly input: Input;
  readonly handle: (
    dependencies: Dependencies,
    request: Request<z.output<Input>> & Scope,
  ) => Promise<Answer>;
}

/** One operation of the API: what the router serves and the API's description describes. */
export interface Route<Dependencies> extends Description {
  readonly organisation: OrganisationRule<object>['says'];
  readonly input: z.ZodObject;
  readonly answer: (dependencies: Dependencies, incoming: Incoming) => Promise<Answer>;
}

/**
 * Makes routes over the same dependencies and of one rule about organisations. Role, organisation, preconditions and
 * input are checked before `handle`, which knows of the caller no more than the rule hands it: nothing else
 * in the API looks at a role or an organisation of a token.
 */
export const routesOver =
  <Dependencies extends RouteDependencies>() =>
  <Scope extends object>(organisation: OrganisationRule<Scope>) =>
  <Input extends z.ZodObject>(
    definition: Definition<Dependencies, Scope, Input>,
  ): Route<Dependencies> => ({
    ...definition,
    organisation: organisation.says,
    answer: async (dependencies, incoming) => {
      const { caller, headers, path, apiId } = incoming;
      const { role, method, handle } = definition;
      authorise(caller, dependencies.publicReading && role === 'reader' ? 'anyone' : role);
      const scope = organisation.scopeOf(caller);
      const input = readInput(definition.input, incoming);
      const revisions = definition.ifMatch && readIfMatch(headers['if-match'], definition.ifMatch);
      const claim = definition.idempotent
        ? receiptOf(headers['idempotency-key'], {
            caller: caller.id,
            method,
            path: addressOf(definition.path, input),
            body: input,
            now: dependencies.clock.now(),
          })
        : undefined;
      const request = { input, caller: { id: caller.id }, path, apiId, revisions, claim };
      const answer = await handle(dependencies, { ...request, ...scope });
      const known = definition.cached && isKnown(headers['if-none-match'], answer.etag);
      return known ? notModified(answer) : answer;
    },
  });

/** The one address of what was asked for, however it was written: in capitals, behind a prefix, with a slash at its end. */
const addressOf = (template: string, { params = {} }: { readonly params?: unknown }): string =>
  template.replace(/\{(\w+)\}/g, (_all, name: string) =>
    String(Object.getOwnPropertyDescriptor(params, name)?.value),
  );

/** Says how long to keep it as the whole answer would have. */
const notModified = ({ etag, headers }: Answer): Answer => ({
  status: 304,
  ...(etag !== undefined && { etag }),
  ...(headers?.['cache-control'] !== undefined && {
    headers: { 'cache-control': headers['cache-control'] },
  }),
});
