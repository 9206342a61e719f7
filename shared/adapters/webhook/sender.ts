import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import type { Outcome, Sender } from '#shared/application/ports.ts';
import type { AttemptError } from '#shared/domain/delivery.ts';
import { AddressNotAllowedError, addressGuard, type Resolve } from './address-guard.ts';

export interface WebhookSenderOptions {
  /** Lets webhooks go to http and to this machine; other addresses that are not public stay refused. */
  readonly allowLocal: boolean;
  readonly resolve?: Resolve;
  /** For everything: the look-up, the connection, the request and the response. */
  readonly timeoutMs?: number;
}

// The status is the receiver's answer; of what follows no more is read than a kind word takes.
const maxResponseBytes = 64 * 1024;

// Node gives each address but the last 250 ms, too little for a receiver far away whose last one is dead.
const addressTimeoutMs = 5_000;

// Idle connections are closed a little before most servers do it, and keep no process alive.
const keepAlive = { keepAlive: true, timeout: 4_000 };

interface Route {
  readonly request: typeof httpRequest;
  readonly post: RequestOptions;
}

/** Sends webhooks to public addresses only, over connections that are kept for the next one. */
export const webhookSender = (options: WebhookSenderOptions): Sender<'webhook'> => {
  const { allowLocal, resolve, timeoutMs = 15_000 } = options;
  const guard = addressGuard({ allowLoopback: allowLocal, resolve });
  // Shared with nobody: every connection that is kept was opened through the guard.
  const connecting = { lookup: guard.lookup, autoSelectFamilyAttemptTimeout: addressTimeoutMs };
  const http = new HttpAgent({ ...keepAlive, ...connecting });
  const https = new HttpsAgent({ ...keepAlive, ...connecting });

  const routeTo = (address: string): Route => {
    const url = new URL(address);
    guard.check(url);
    const post = { ...urlToHttpOptions(url), method: 'POST', ...connecting };
    if (url.protocol === 'https:')
      return { request: httpsRequest, post: { ...post, agent: https } };
    if (allowLocal && url.protocol === 'http:') {
      return { request: httpRequest, post: { ...post, agent: http } };
    }
    throw new AddressNotAllowedError(`${url.protocol} is not allowed`);
  };
  // An endpoint is served by one worker: most requests go where the last one went.
  let latest: { readonly address: string; readonly route: Route } | undefined;

  const open = (address: string, how: RequestOptions): ClientRequest => {
    if (latest?.address !== address) latest = { address, route: routeTo(address) };
    const { request, post } = latest.route;
    return request({ ...post, ...how });
  };

  return {
    send: async ({ target, headers, body }) => {
      const startedAt = performance.now();
      const outcome = await exchange(
        (how) => open(target.url, { headers, ...how }),
        body,
        timeoutMs,
      ).then(outcomeOf, (error) => ({ error: failureOf(error) }));
      return { ...outcome, durationMs: Math.round(performance.now() - startedAt) };
    },
  };
};

/** A kept connection may have been closed from the other side just as it was used: then on a new one. */
const exchange = async (
  open: (how?: { readonly agent: false }) => ClientRequest,
  body: string,
  timeoutMs: number,
): Promise<IncomingMessage> => {
  let request = open();
  const timer = setTimeout(() => request.destroy(new TimeoutError()), timeoutMs);
  try {
    return await answerTo(request, body);
  } catch (error) {
    if (!request.reusedSocket || codeOf(error) !== 'ECONNRESET') throw error;
    request = open({ agent: false });
    return await answerTo(request, body);
  } finally {
    clearTimeout(timer);
  }
};

class TimeoutError extends Error {
  readonly code = 'ETIMEDOUT';
}

const answerTo = (request: ClientRequest, body: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request
      .on('response', (response) => resolve(drained(response)))
      .on('error', reject)
      // Also where it ends without an error: with an upgrade that nobody asked for.
      .on('close', reject)
      .end(body);
  });

const drained = (response: IncomingMessage): Promise<IncomingMessage> =>
  new Promise((resolve) => {
    let read = 0;
    response
      .on('data', ({ length }: Buffer) => {
        read += length;
        if (read > maxResponseBytes) response.destroy();
      })
      // Cut off, by the receiver or by our time limit: its status stands.
      .on('error', () => undefined)
      .on('close', () => resolve(response));
  });

const outcomeOf = ({ statusCode = 0, headers }: IncomingMessage): Omit<Outcome, 'durationMs'> => {
  const status = { status: statusCode };
  if (statusCode >= 200 && statusCode < 300) return status;
  const error = statusCode >= 300 && statusCode < 400 ? 'redirected' : 'refused';
  const retryAfter = headers['retry-after'];
  return { ...status, error, ...(retryAfter !== undefined && { retryAfter }) };
};

const tlsCode = /TLS|SSL|CERT|EPROTO|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH|PATH_LENGTH/;

const failureOf = (error: unknown): AttemptError => {
  if (error instanceof AddressNotAllowedError) return 'address_not_allowed';
  const code = codeOf(error);
  if (code === 'ETIMEDOUT') return 'timeout';
  return tlsCode.test(code) ? 'tls' : 'connection';
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
