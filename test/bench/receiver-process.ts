import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

/**
 * A receiver that is told its secret over its channel. `/` answers when the signature has been found to
 * hold, `/plain` at once, `/hang` never; `GET /` gives what has arrived at `/`, and forgets it.
 */
let webhook: Webhook | undefined;
let arrivals: (readonly [body: string, at: number])[] = [];

const server = createServer(async (request, response) => {
  const at = Date.now();
  const body = await text(request);
  if (request.method === 'GET') {
    response.end(JSON.stringify(arrivals));
    arrivals = [];
  } else if (request.url === '/plain') {
    response.writeHead(204).end();
  } else if (request.url !== '/hang') {
    const held = holds(body, request);
    if (held) arrivals.push([body, at]);
    response.writeHead(held ? 204 : 401).end();
  }
});

const holds = (body: string, { headers }: IncomingMessage): boolean => {
  const named = ['id', 'timestamp', 'signature'].map((name) => `webhook-${name}`);
  try {
    webhook?.verify(body, Object.fromEntries(named.map((name) => [name, String(headers[name])])));
    return webhook !== undefined;
  } catch {
    return false;
  }
};

process.on('message', (secret) => {
  webhook = new Webhook(String(secret));
  process.send?.({ trusts: true });
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
