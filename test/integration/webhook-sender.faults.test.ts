import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import { certificateFor } from '../support/certificate.ts';
import { rawReceiver, receiver, tlsReceiver } from '../support/receiver.ts';
import { resolving, send } from '../support/webhooks.ts';

describe('a receiver that is slow', () => {
  const hasty = webhookSender({ allowLocal: true, timeoutMs: 300 });
  const timedOut = { error: 'timeout', durationMs: expect.any(Number) };

  it('and never answers is given up in time', async () => {
    await using server = await receiver(() => undefined);
    const outcome = await send(`http://127.0.0.1:${server.port}/`, hasty);
    expect(outcome).toEqual(timedOut);
    expect(outcome.durationMs).toBeGreaterThanOrEqual(290);
    expect(outcome.durationMs).toBeLessThan(1500);
  });

  it('and has a name that is never found is given up in time', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const sender = webhookSender({ allowLocal: true, timeoutMs: 300, resolve });
    const outcome = await send('http://slow.example/', sender);
    expect(outcome).toEqual(timedOut);
    expect(outcome.durationMs).toBeLessThan(1500);
  });

  it('and drips its headers is given up in time', async () => {
    await using server = await rawReceiver(async (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let count = 0; !socket.destroyed; count += 1) {
        socket.write(`x-${count}: 1\r\n`);
        await pause(20);
      }
    });
    const outcome = await send(`http://127.0.0.1:${server.port}/`, hasty);
    expect(outcome).toEqual(timedOut);
    expect(outcome.durationMs).toBeLessThan(1500);
  });

  it('and says for ever that it will answer soon is given up in time', async () => {
    await using server = await rawReceiver(async (socket) => {
      while (!socket.destroyed) {
        socket.write('HTTP/1.1 102 Processing\r\n\r\n');
        await pause(20);
      }
    });
    expect(await send(`http://127.0.0.1:${server.port}/`, hasty)).toEqual(timedOut);
  });

  it('and begins no TLS is given up in time', async () => {
    await using server = await rawReceiver(() => undefined);
    expect(await send(`https://127.0.0.1:${server.port}/`, hasty)).toEqual(timedOut);
  });

  it.each([
    [200, {}],
    [500, { error: 'refused' }],
  ])(
    'and drips its body has answered with its status (%i), and is cut off',
    async (status, rest) => {
      await using server = await receiver(async (_, response) => {
        response.writeHead(status);
        while (!response.destroyed) {
          response.write('.');
          await pause(20);
        }
      });
      const outcome = await send(`http://127.0.0.1:${server.port}/`, hasty);
      expect(outcome).toEqual({ status, ...rest, durationMs: expect.any(Number) });
      expect(outcome.durationMs).toBeGreaterThanOrEqual(290);
      expect(outcome.durationMs).toBeLessThan(1500);
    },
  );
});

describe('a receiver with a lot to say', () => {
  it('is read for 64 KB and keeps its connection', async () => {
    await using server = await receiver((_, response) =>
      response.writeHead(200).end(Buffer.alloc(64 * 1024)),
    );
    const sender = webhookSender({ allowLocal: true });
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    expect(server.connections).toBe(1);
  });

  it('is cut off after that, and its connection is not used again', async () => {
    await using server = await receiver((_, response) =>
      response.writeHead(200).end(Buffer.alloc(64 * 1024 + 1)),
    );
    const sender = webhookSender({ allowLocal: true });
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    expect(server.connections).toBe(2);
  });

  it('has sent little of 10 MB', async () => {
    let written = 0;
    await using server = await receiver((_, response) => {
      response.writeHead(500);
      const huge = function* () {
        for (; written < 10 * 1024 * 1024; written += 64 * 1024) yield Buffer.alloc(64 * 1024);
      };
      pipeline(huge, response).catch(() => undefined);
    });
    const outcome = await send(`http://127.0.0.1:${server.port}/`);
    expect(outcome).toMatchObject({ status: 500, error: 'refused' });
    expect(outcome.durationMs).toBeLessThan(3000);
    expect(written).toBeLessThan(10 * 1024 * 1024);
  });
});

describe('a connection that fails', () => {
  const failed = { error: 'connection', durationMs: expect.any(Number) };

  it('because the receiver hangs up', async () => {
    await using server = await receiver((request) => request.socket.destroy());
    expect(await send(`http://127.0.0.1:${server.port}/`)).toEqual(failed);
  });

  it('because it does not listen', async () => {
    const server = await receiver(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await send(`http://127.0.0.1:${server.port}/`)).toEqual(failed);
  });

  it('because it speaks nonsense', async () => {
    await using server = await rawReceiver((socket) => socket.end('nonsense\r\n\r\n'));
    expect(await send(`http://127.0.0.1:${server.port}/`)).toEqual(failed);
  });

  it('because it would rather speak another protocol', async () => {
    await using server = await rawReceiver((socket) =>
      socket.write('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n'),
    );
    expect(await send(`http://127.0.0.1:${server.port}/`)).toEqual(failed);
  });

  it('because its headers have no end', async () => {
    await using server = await receiver((_, response) =>
      response.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end(),
    );
    expect(await send(`http://127.0.0.1:${server.port}/`)).toEqual(failed);
  });

  it('because its name is not found', async () => {
    const { resolve } = resolving([]);
    const sender = webhookSender({ allowLocal: true, resolve });
    expect(await send('https://receiver.example/', sender)).toEqual(failed);
  });

  it('because there is no address at all', async () => {
    expect(await send('not a url')).toEqual(failed);
  });
});

describe('a receiver behind TLS', () => {
  const trusted = getCACertificates('default');
  afterEach(() => setDefaultCACertificates(trusted));

  const behind = async (certificate: { readonly cert: string; readonly key: string }) =>
    tlsReceiver(certificate, (_, response) => response.writeHead(200).end());
  const trust = ({ cert }: { readonly cert: string }) =>
    setDefaultCACertificates([...trusted, cert]);

  it('keeps its connection as others do', async () => {
    const certificate = certificateFor('receiver.example');
    trust(certificate);
    await using server = await behind(certificate);
    const { resolve } = resolving('127.0.0.1', '127.0.0.1');
    const sender = webhookSender({ allowLocal: true, resolve });
    const url = `https://receiver.example:${server.port}/`;
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    expect(server.connections).toBe(1);
  });

  const failed = { error: 'tls', durationMs: expect.any(Number) };

  it('is refused with a certificate that nobody vouches for', async () => {
    await using server = await behind(certificateFor('127.0.0.1'));
    expect(await send(`https://127.0.0.1:${server.port}/`)).toEqual(failed);
  });

  it('is refused with a certificate of someone else', async () => {
    const certificate = certificateFor('other.example');
    trust(certificate);
    await using server = await behind(certificate);
    expect(await send(`https://127.0.0.1:${server.port}/`)).toEqual(failed);
  });

  it.each([
    ['has expired', { from: Date.now() - 20_000, to: Date.now() - 10_000 }],
    ['is not valid yet', { from: Date.now() + 60_000, to: Date.now() + 120_000 }],
  ])('is refused with a certificate that %s', async (_, validity) => {
    const certificate = certificateFor('127.0.0.1', validity);
    trust(certificate);
    await using server = await behind(certificate);
    expect(await send(`https://127.0.0.1:${server.port}/`)).toEqual(failed);
  });

  it('is refused where it is not behind TLS after all', async () => {
    await using server = await receiver((_, response) => response.writeHead(200).end());
    expect(await send(`https://127.0.0.1:${server.port}/`)).toEqual(failed);
  });
});
