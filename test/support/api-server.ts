import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Received, Sent } from './api.ts';

/** The one token that the server knows: an operator's, of alingsas. */
export const token = 'canary-operator-token';

export interface ApiServer extends AsyncDisposable {
  readonly url: string;
  /** How many requests have been answered. */
  readonly answered: () => number;
}

/** An API on a port of 127.0.0.1: turns requests into what the gateway hands over, and answers as it is told. */
export const serveApi = async (
  ask: (method: string, address: string, sent: Sent) => Promise<Received>,
): Promise<ApiServer> => {
  let answered = 0;
  const server = createServer({ maxHeaderSize: 1_000_000 }, async (request, response) => {
    const received = await ask(request.method ?? '', addressOf(request), await sentOf(request));
    answered++;
    const { status, headers, body } = received;
    response.writeHead(status, headers);
    response.end(typeof body === 'object' ? JSON.stringify(body) : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = addressIn(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    answered: () => answered,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const addressIn = (address: AddressInfo | string | null): AddressInfo => {
  if (typeof address === 'object' && address !== null) return address;
  throw new Error('The server listens at no port');
};

/** The path decoded, as the gateway does; the query as it came. */
const addressOf = ({ url = '/' }: IncomingMessage): string => {
  const [path = '/', ...query] = url.split('?');
  return [decoded(path).replaceAll('?', '%3F'), ...query].join('?');
};

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

const sentOf = async (request: IncomingMessage): Promise<Sent> => {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const body = await buffer(request);
  return {
    headers,
    ...(headers.authorization !== `Bearer ${token}` && { groups: null }),
    ...(body.byteLength > 0 && { raw: body }),
  };
};
