import type { Tracer } from '@aws-lambda-powertools/tracer';
import type { MiddlewareObj } from '@middy/core';
import { logger } from './logger.ts';

interface Tracing {
  readonly tracer: Tracer;
  readonly middleware: MiddlewareObj;
}

let tracing: Tracing | undefined;
/** Whether the invocation at hand is traced. */
let isOpen = false;
const clients: unknown[] = [];

/** A client of AWS, whose calls are parts of the traces that are kept. */
export const traced = <Client>(client: Client): Client => {
  clients.push(client);
  return tracing === undefined ? client : tracing.tracer.captureAWSv3Client(client);
};

/** Makes the trace of this invocation findable by a value; nothing where it has none. */
export const annotate = (name: string, value: string): void => {
  if (isOpen) tracing?.tracer.putAnnotation(name, value);
};

/**
 * Adds what a function does to the traces that are kept: of the others Lambda notes by itself that they ran. The
 * tracer is loaded for the first of them, and not at the start: see docs/decisions/0009-traces.md.
 */
export const traces = (): MiddlewareObj => ({
  before: async (request) => {
    if (!isKept()) return;
    tracing ??= await load().catch((error) => {
      logger.warn('not traced', { error });
      return undefined;
    });
    isOpen = tracing !== undefined;
    await tracing?.middleware.before?.(request);
  },
  after: async (request) => {
    await close(() => tracing?.middleware.after?.(request));
  },
  onError: async (request) => {
    // A request that is refused is answered, and no failure.
    const isAnswered = Number(Object(request.response).statusCode) < 500;
    const { after, onError } = tracing?.middleware ?? {};
    await close(() => (isAnswered ? after : onError)?.(request));
  },
});

/** Lambda's word on the invocation: `Root=…;Parent=…;Sampled=1`. */
const isKept = (): boolean => /\bSampled=1\b/.test(process.env._X_AMZN_TRACE_ID ?? '');

const close = async (end: () => unknown): Promise<void> => {
  if (!isOpen) return;
  isOpen = false;
  await end();
};

const load = async (): Promise<Tracing> => {
  const [{ Tracer }, { captureLambdaHandler }] = await Promise.all([
    import('@aws-lambda-powertools/tracer'),
    import('@aws-lambda-powertools/tracer/middleware'),
  ]);
  const tracer = new Tracer({ captureHTTPsRequests: false });
  for (const client of clients) tracer.captureAWSv3Client(client);
  return { tracer, middleware: captureLambdaHandler(tracer, { captureResponse: false }) };
};
