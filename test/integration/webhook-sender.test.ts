import { execFile } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import { rawReceiver, receiver } from '../support/receiver.ts';
import { send } from '../support/webhooks.ts';

const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

describe('a webhook', () => {
  it('carries exactly the bytes and headers it was given', async () => {
    const requests: { request: IncomingMessage; body: Buffer }[] = [];
    await using server = await receiver(async (request, response) => {
      requests.push({ request, body: await buffer(request) });
      response.writeHead(204).end();
    });
    const body = '{"title":"Alingsås § 129 – \\u2028 🏛"}';
    const outcome = await webhookSender({ allowLocal: true }).send({
      target: { type: 'webhook', url: `http://127.0.0.1:${server.port}/hook?a=1` },
      eventId: 'one',
      eventType: 'document.registered',
      headers: { 'content-type': 'application/json', 'webhook-id': 'one' },
      body,
    });
    expect(outcome).toEqual({ status: 204, durationMs: expect.any(Number) });
    expect(requests).toHaveLength(1);
    const [{ request, body: received } = {}] = requests;
    expect(received).toEqual(Buffer.from(body));
    expect(request).toMatchObject({ method: 'POST', url: '/hook?a=1' });
    expect(request?.headers).toEqual({
      'content-type': 'application/json',
      'webhook-id': 'one',
      'content-length': String(Buffer.byteLength(body)),
      host: `127.0.0.1:${server.port}`,
      connection: 'keep-alive',
    });
  });

  it.each([200, 202, 204, 299])('answered with %i is accepted', async (status) => {
    await using server = await receiver((_, response) => response.writeHead(status).end());
    const outcome = await send(`http://127.0.0.1:${server.port}/`);
    expect(outcome).toEqual({ status, durationMs: expect.any(Number) });
  });

  it.each([400, 404, 410, 429, 500, 503, 599])('answered with %i is refused', async (status) => {
    await using server = await receiver((_, response) => response.writeHead(status).end('x'));
    const outcome = await send(`http://127.0.0.1:${server.port}/`);
    expect(outcome).toEqual({ status, error: 'refused', durationMs: expect.any(Number) });
  });

  it.each(['120', 'Fri, 01 Jan 2027 00:00:00 GMT', 'soon', '-1', '1e400', '99999999999999999999'])(
    'is refused with the Retry-After that came, whatever it says: %s',
    async (retryAfter) => {
      await using server = await receiver((_, response) =>
        response.writeHead(503, { 'retry-after': retryAfter }).end(),
      );
      const outcome = await send(`http://127.0.0.1:${server.port}/`);
      expect(outcome).toMatchObject({ status: 503, error: 'refused', retryAfter });
    },
  );

  it.each([300, 301, 302, 303, 304, 307, 308])(
    'does not follow a redirect (%i)',
    async (status) => {
      await using elsewhere = await receiver((_, response) => response.writeHead(200).end());
      await using server = await receiver((_, response) =>
        response.writeHead(status, { location: `http://127.0.0.1:${elsewhere.port}/` }).end(),
      );
      const outcome = await send(`http://127.0.0.1:${server.port}/`);
      expect(outcome).toMatchObject({ status, error: 'redirected' });
      expect(elsewhere.connections).toBe(0);
    },
  );
});

describe('a connection', () => {
  it('is kept for the next webhook', async () => {
    await using server = await receiver((_, response) => response.writeHead(200).end('thanks'));
    const sender = webhookSender({ allowLocal: true });
    for (let count = 0; count < 5; count += 1) {
      expect(await send(`http://127.0.0.1:${server.port}/`, sender)).toMatchObject({ status: 200 });
    }
    expect(server.connections).toBe(1);
  });

  it('is no other sender’s', async () => {
    await using server = await receiver((_, response) => response.writeHead(200).end());
    const url = `http://127.0.0.1:${server.port}/`;
    await send(url, webhookSender({ allowLocal: true }));
    await send(url, webhookSender({ allowLocal: true }));
    expect(server.connections).toBe(2);
  });

  it('that was closed from the other side is replaced, and the webhook sent once more', async () => {
    await using server = await rawReceiver((socket) => {
      socket.once('data', () => {
        socket.write(answer);
        // What comes next meets a receiver that has restarted.
        socket.once('data', () => socket.resetAndDestroy());
      });
    });
    const sender = webhookSender({ allowLocal: true });
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    const outcome = await send(url, sender);
    expect(outcome).toEqual({ status: 200, durationMs: expect.any(Number) });
    expect(server.connections).toBe(2);
  });

  it('that is replaced is so by a new one, whatever others are kept', async () => {
    await using server = await rawReceiver((socket) => {
      socket.once('data', async () => {
        // None is free before all three are there.
        while (server.connections < 3) await setImmediate();
        socket.write(answer);
        socket.once('data', () => socket.resetAndDestroy());
      });
    });
    const sender = webhookSender({ allowLocal: true });
    const url = `http://127.0.0.1:${server.port}/`;
    await Promise.all([send(url, sender), send(url, sender), send(url, sender)]);
    expect(server.connections).toBe(3);
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    expect(server.connections).toBe(4);
  });

  it('has five seconds for each address of its receiver, as has the one that replaces it', async () => {
    await using server = await rawReceiver((socket) => {
      socket.once('data', () => {
        socket.write(answer);
        socket.once('data', () => socket.resetAndDestroy());
      });
    });
    const connect = vi.spyOn(Socket.prototype, 'connect');
    const sender = webhookSender({ allowLocal: true });
    await send(`http://127.0.0.1:${server.port}/`, sender);
    await send(`http://127.0.0.1:${server.port}/`, sender);
    await send(`https://127.0.0.1:${server.port}/`, sender);
    const calls = connect.mock.calls.map((call) => call.flat());
    connect.mockRestore();
    expect(calls).toHaveLength(3);
    for (const call of calls) {
      const asked = expect.objectContaining({ autoSelectFamilyAttemptTimeout: 5_000 });
      expect(call).toContainEqual(asked);
    }
  });

  it('that fails when it is new is not tried again', async () => {
    await using server = await rawReceiver((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const outcome = await send(`http://127.0.0.1:${server.port}/`);
    expect(outcome).toMatchObject({ error: 'connection' });
    expect(server.connections).toBe(1);
  });

  it('that fails a second time, on a new one, has failed', async () => {
    await using server = await rawReceiver((socket) => {
      socket.once('data', () => {
        if (server.connections > 1) return socket.resetAndDestroy();
        socket.write(answer);
        return socket.once('data', () => socket.resetAndDestroy());
      });
    });
    const sender = webhookSender({ allowLocal: true });
    const url = `http://127.0.0.1:${server.port}/`;
    await send(url, sender);
    expect(await send(url, sender)).toMatchObject({ error: 'connection' });
    expect(server.connections).toBe(2);
  });

  it('that breaks off within an answer is not tried again: the receiver has spoken', async () => {
    await using server = await rawReceiver((socket) => {
      socket.once('data', () => {
        socket.write(answer);
        socket.once('data', () => {
          socket.write('HTTP/1.1 500 No\r\ncontent-length: 9\r\n\r\nsor', () => socket.destroy());
        });
      });
    });
    const sender = webhookSender({ allowLocal: true });
    const url = `http://127.0.0.1:${server.port}/`;
    await send(url, sender);
    expect(await send(url, sender)).toMatchObject({ status: 500, error: 'refused' });
    expect(server.connections).toBe(1);
  });

  it('that waits too long for the next webhook is closed', async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await rawReceiver((socket) => {
      socket.once('data', () => socket.write(answer));
      socket.once('close', () => closed.resolve());
    });
    expect(await send(`http://127.0.0.1:${server.port}/`)).toMatchObject({ status: 200 });
    await closed.promise;
    expect(server.connections).toBe(1);
  });

  it('that waits for the next webhook keeps no process from ending', async () => {
    await using server = await receiver((_, response) => response.writeHead(200).end());
    const program = `
      import { webhookSender } from '#shared/adapters/webhook/sender.ts';
      const target = { type: 'webhook', url: 'http://127.0.0.1:${server.port}/' };
      const sender = webhookSender({ allowLocal: true });
      console.log((await sender.send({ target, headers: {}, body: '{}' })).status);
      const sentAt = performance.now();
      process.on('exit', () => console.log(performance.now() - sentAt < 1000 ? 'at once' : 'late'));
    `;
    const node = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    expect((await node).stdout).toBe('200\nat once\n');
  });
});
