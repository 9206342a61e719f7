import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { MiddlewareObj } from '@middy/core';
import { correlationHeader, correlationIdOf } from './correlation.ts';
import { type HttpEvent, type HttpResult, httpResult } from './http.ts';
import { logger } from './logger.ts';
import { metrics } from './metrics.ts';
import { problemAnswer } from './problem.ts';
import { annotate, traces } from './tracer.ts';

/** What every function starts with: a trace, log lines that name the invocation, metrics sent at its end. */
export const base = () => [
  traces(),
  injectLambdaContext(logger, { resetKeys: true }),
  sendMetrics(),
];

// The middleware of Powertools writes a warning for every invocation that counts nothing.
const sendMetrics = (): MiddlewareObj => {
  const send = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return {
    after: send,
    onError: send,
  };
};

/**
 * Over HTTP: every answer carries the id of the request and the one under which all that it causes is found, every log
 * line the latter; every error is a problem document. A request that may have changed something is logged.
 */
export const http = (): MiddlewareObj<HttpEvent, HttpResult> => ({
  before: ({ event }) => {
    const correlationId = correlationIdOf(event);
    logger.setCorrelationId(correlationId);
    annotate('correlation_id', correlationId);
    const { requestId, http } = event.requestContext;
    // The route, once it is known, says more.
    logger.appendKeys({ requestId, asked: `${http.method} …` });
  },
  after: (request) => {
    const { event, response } = request;
    const { method } = event.requestContext.http;
    if (method !== 'GET' && method !== 'HEAD') {
      logger.info('answered', { status: response?.statusCode });
    }
    request.response = sent(response, event);
  },
  onError: (request) => {
    const { error, event } = request;
    const answer = problemAnswer(error, {
      path: event.requestContext.http.path,
      acceptLanguage: event.headers['accept-language'],
    });
    const { code } = answer.body;
    if (answer.status < 500) logger.info('refused', { code, status: answer.status });
    else logger.error('failed', { code, error: error ?? 'unknown' });
    request.response = sent(httpResult(answer), event);
  },
});

/** What goes out: under its ids, and without a body where only the head was asked for. */
const sent = (result: HttpResult | null | undefined, event: HttpEvent): HttpResult => {
  const { body, ...head } = result ?? {};
  const { http, requestId } = event.requestContext;
  const ids = { 'x-request-id': requestId, [correlationHeader]: correlationIdOf(event) };
  return {
    ...head,
    headers: { ...head.headers, ...ids },
    ...(body !== undefined && http.method !== 'HEAD' && { body }),
  };
};
