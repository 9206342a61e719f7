import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { MiddlewareObj } from '@middy/core';
import { type HttpEvent, type HttpResult, httpResult } from './http.ts';
import { logger } from './logger.ts';
import { metrics } from './metrics.ts';
import { problemAnswer } from './problem.ts';

/** What every function starts with: log lines that name the invocation, metrics sent at its end. */
export const base = () => [injectLambdaContext(logger, { resetKeys: true }), sendMetrics()];

// The middleware of Powertools writes a warning for every invocation that counts nothing.
const sendMetrics = (): MiddlewareObj => {
  const send = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return {
    before: ({ context }) => metrics.captureColdStartMetric(context.functionName),
    after: send,
    onError: send,
  };
};

/** Over HTTP: every answer and log line carries the id of the request, every error is a problem document. */
export const http = (): MiddlewareObj<HttpEvent, HttpResult> => ({
  before: ({ event }) => logger.setCorrelationId(event.requestContext.requestId),
  after: (request) => {
    request.response = sent(request.response, request.event);
  },
  onError: (request) => {
    const { error, event } = request;
    const { http, requestId } = event.requestContext;
    const answer = problemAnswer(error, {
      path: http.path,
      acceptLanguage: event.headers['accept-language'],
    });
    const { code } = answer.body;
    const asked = `${http.method} ${withoutSecret(http.path)}`;
    if (answer.status < 500) logger.info('refused', { code, status: answer.status, asked });
    else logger.error('failed', { code, requestId, asked, error: error ?? 'unknown' });
    request.response = sent(httpResult(answer), event);
  },
});

/** Who has the address of a feed may read it, also where it was put together wrongly this time. */
const withoutSecret = (path: string): string => path.replace(/(?<=feeds\b).*/is, '/…');

/** What goes out: under the id of the request, and without a body where only the head was asked for. */
const sent = (result: HttpResult | null | undefined, event: HttpEvent): HttpResult => {
  const { body, ...head } = result ?? {};
  const { http, requestId } = event.requestContext;
  return {
    ...head,
    headers: { ...head.headers, 'x-request-id': requestId },
    ...(body !== undefined && http.method !== 'HEAD' && { body }),
  };
};
