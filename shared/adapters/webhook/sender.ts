import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { WebhookOutcome, WebhookSender } from '#shared/application/ports.ts';
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

/** Sends webhooks over connections of their own, to public addresses only. */
export const webhookSender = (options: WebhookSenderOptions): WebhookSender => {
  const { allowLocal, resolve, timeoutMs = 15_000 } = options;
  const guard = addressGuard({ allowLoopback: allowLocal, resolve });

  const open = (address: string, headers: Readonly<Record<string, string>>): ClientRequest => {
    const url = new URL(address);
    const secure = url.protocol === 'https:';
    if (!secure && !(allowLocal && url.protocol === 'http:')) {
      throw new AddressNotAllowedError(`${url.protocol} is not allowed`);
    }
    guard.check(url);
    return (secure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      headers,
      lookup: guard.lookup,
      // No agent, no connection that another request opened and the guard has not seen.
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    });
  };

  return {
    send: async ({ url, headers, body }) => {
      const startedAt = performance.now();
      const durationMs = () => Math.round(performance.now() - startedAt);
      const bytes = Buffer.from(body);
      try {
        const request = open(url, { ...headers, 'content-length': String(bytes.length) });
        const status = await statusOf(request, bytes);
        const outcome = status >= 200 && status < 300 ? 'delivered' : 'refused';
        return { outcome, status, durationMs: durationMs() };
      } catch (error) {
        return { outcome: 'failed', error: failureOf(error), durationMs: durationMs() };
      }
    },
  };
};

const statusOf = async (request: ClientRequest, bytes: Buffer): Promise<number> => {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject).end(bytes);
  });
  try {
    let read = 0;
    for await (const chunk of response) {
      read += Buffer.byteLength(chunk);
      if (read >= maxResponseBytes) break;
    }
  } catch {
    // Cut off, by the receiver or by our time limit: its status stands.
  }
  request.destroy();
  return response.statusCode ?? 0;
};

type Failure = Extract<WebhookOutcome, { outcome: 'failed' }>['error'];

const tlsCode = /TLS|SSL|CERT|EPROTO|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH|PATH_LENGTH/;

const failureOf = (error: unknown): Failure => {
  if (error instanceof AddressNotAllowedError) return 'address_not_allowed';
  if (!(error instanceof Error)) return 'connection';
  const code = 'code' in error ? String(error.code) : '';
  if (error.name === 'AbortError' || code === 'ETIMEDOUT') return 'timeout';
  return tlsCode.test(code) ? 'tls' : 'connection';
};
