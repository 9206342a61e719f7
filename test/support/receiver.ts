import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createRawServer, type Server, type Socket } from 'node:net';

export interface Receiver extends AsyncDisposable {
  readonly port: number;
  /** Connections that were opened, whether or not a request came. */
  readonly connections: number;
}

/** A web server on loopback that counts who connects. */
export const receiver = (listener: RequestListener): Promise<Receiver> =>
  listening(createServer(listener));

/** One behind TLS; both PEM. */
export const tlsReceiver = (
  certificate: { readonly cert: string; readonly key: string },
  listener: RequestListener,
): Promise<Receiver> => listening(createTlsServer(certificate, listener));

/** One that says what it likes. */
export const rawReceiver = (onConnection: (socket: Socket) => void): Promise<Receiver> =>
  listening(createRawServer(onConnection));

const listening = async (server: Server): Promise<Receiver> => {
  const sockets: Socket[] = [];
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    port: address.port,
    get connections() {
      return sockets.length;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
