import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import { rawReceiver, receiver } from '../support/receiver.ts';

const local = webhookSender({ allowLocal: true });

const send = (url: string, sender = local) =>
  sender.send({ url, headers: { 'content-type': 'application/json' }, body: '{}' });

/** A resolver that gives these addresses in turn, and counts how often it was asked. */
const resolving = (...answers: string[]) => {
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    resolve: async () => {
      const address = answers[asked++] ?? '';
      return [{ address, family: 4 }];
    },
  };
};

describe('a webhook', () => {
  it('carries exactly the bytes and headers it was given', async () => {
    const requests: { request: IncomingMessage; body: Buffer }[] = [];
    await using server = await receiver(async (request, response) => {
      requests.push({ request, body: await buffer(request) });
      response.writeHead(204).end();
    });
    const body = '{"title":"Alingsås § 129 – \\u2028 🏛"}';
    const outcome = await local.send({
      url: `http://127.0.0.1:${server.port}/hook?a=1`,
      headers: { 'content-type': 'application/json', 'webhook-id': 'one' },
      body,
    });
    expect(outcome).toEqual({ outcome: 'delivered', status: 204, durationMs: expect.any(Number) });
    expect(requests).toHaveLength(1);
    const [{ request, body: received } = {}] = requests;
    expect(received).toEqual(Buffer.from(body));
    expect(request).toMatchObject({ method: 'POST', url: '/hook?a=1' });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'one',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    });
  });

  it.each([
    [200, 'delivered'],
    [202, 'delivered'],
    [299, 'delivered'],
    [300, 'refused'],
    [400, 'refused'],
    [410, 'refused'],
    [429, 'refused'],
    [500, 'refused'],
    [503, 'refused'],
  ])('answered with %i is %s', async (status, outcome) => {
    await using server = await receiver((_, response) => response.writeHead(status).end('x'));
    expect(await send(`http://127.0.0.1:${server.port}/`)).toMatchObject({ outcome, status });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect (%i)', async (status) => {
    await using target = await receiver((_, response) => response.writeHead(200).end());
    await using server = await receiver((_, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${target.port}/` }).end(),
    );
    expect(await send(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      outcome: 'refused',
      status,
    });
    expect(target.connections).toBe(0);
  });

  it('uses a connection of its own every time', async () => {
    await using server = await receiver((_, response) => response.writeHead(200).end());
    for (let count = 0; count < 3; count += 1) await send(`http://127.0.0.1:${server.port}/`);
    expect(server.connections).toBe(3);
  });
});

describe('a webhook to an address that is not allowed', () => {
  const strict = webhookSender({ allowLocal: false });
  const refused = { outcome: 'failed', error: 'address_not_allowed' };

  it.each([
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0177.1',
    '[::ffff:127.0.0.1]',
    '[::1]',
  ])('opens no connection: %s', async (host) => {
    await using server = await receiver((_, response) => response.writeHead(200).end());
    expect(await send(`https://${host}:${server.port}/`, strict)).toMatchObject(refused);
    expect(server.connections).toBe(0);
  });

  it('is refused for http where only https is allowed', async () => {
    await using server = await receiver((_, response) => response.writeHead(200).end());
    const { resolve } = resolving('8.8.8.8');
    const sender = webhookSender({ allowLocal: false, resolve });
    for (const host of ['127.0.0.1', 'receiver.example']) {
      expect(await send(`http://${host}:${server.port}/`, sender)).toMatchObject(refused);
    }
    expect(server.connections).toBe(0);
  });

  it('is refused for any other scheme', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://127.0.0.1/', 'gopher://127.0.0.1/']) {
      expect(await send(url)).toMatchObject(refused);
    }
  });

  it.each(['10.0.0.1', '169.254.169.254', '[fd00:ec2::254]', '0.0.0.0', '[::ffff:10.0.0.1]'])(
    'is refused also where this machine is allowed: %s',
    async (host) => {
      expect(await send(`http://${host}/`)).toMatchObject(refused);
    },
  );

  it('is refused where a name turns to this machine after it was found public', async () => {
    await using server = await receiver((_, response) => response.writeHead(200).end());
    const names = resolving('8.8.8.8', '127.0.0.1');
    expect(await names.resolve()).toEqual([{ address: '8.8.8.8', family: 4 }]);
    const sender = webhookSender({ allowLocal: false, resolve: names.resolve });
    expect(await send(`https://rebinding.example:${server.port}/`, sender)).toMatchObject(refused);
    expect(server.connections).toBe(0);
  });

  it('connects to the very address that was checked: a name is looked up once', async () => {
    await using server = await receiver((_, response) => response.writeHead(200).end());
    const names = resolving('127.0.0.1', '10.0.0.1');
    const sender = webhookSender({ allowLocal: true, resolve: names.resolve });
    const outcome = await send(`http://rebinding.example:${server.port}/`, sender);
    expect(outcome).toMatchObject({ outcome: 'delivered' });
    expect(names.asked).toBe(1);
    expect(server.connections).toBe(1);
  });
});

describe('a receiver that misbehaves', () => {
  const hasty = webhookSender({ allowLocal: true, timeoutMs: 300 });

  it('and never answers is given up in time', async () => {
    await using server = await receiver(() => undefined);
    const outcome = await send(`http://127.0.0.1:${server.port}/`, hasty);
    expect(outcome).toMatchObject({ outcome: 'failed', error: 'timeout' });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(290);
    expect(outcome.durationMs).toBeLessThan(1500);
  });

  it('and whose name is never found is given up in time', async () => {
    const sender = webhookSender({
      allowLocal: true,
      timeoutMs: 300,
      resolve: () => new Promise(() => undefined),
    });
    const outcome = await send('http://slow.example/', sender);
    expect(outcome).toMatchObject({ outcome: 'failed', error: 'timeout' });
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
    expect(outcome).toMatchObject({ outcome: 'failed', error: 'timeout' });
    expect(outcome.durationMs).toBeLessThan(1500);
  });

  it('and drips its body has answered with its status, and is cut off in time', async () => {
    await using server = await receiver(async (_, response) => {
      response.writeHead(200);
      while (!response.destroyed) {
        response.write('.');
        await pause(20);
      }
    });
    const outcome = await send(`http://127.0.0.1:${server.port}/`, hasty);
    expect(outcome).toMatchObject({ outcome: 'delivered', status: 200 });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(290);
    expect(outcome.durationMs).toBeLessThan(1500);
  });

  it('and sends a huge body is cut off after a little of it', async () => {
    let written = 0;
    await using server = await receiver((_, response) => {
      response.writeHead(500);
      const huge = function* () {
        for (; written < 256 * 1024 * 1024; written += 64 * 1024) yield Buffer.alloc(64 * 1024);
      };
      pipeline(huge, response).catch(() => undefined);
    });
    const outcome = await send(`http://127.0.0.1:${server.port}/`);
    expect(outcome).toMatchObject({ outcome: 'refused', status: 500 });
    expect(outcome.durationMs).toBeLessThan(3000);
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it('and hangs up has failed', async () => {
    await using server = await receiver((request) => request.socket.destroy());
    expect(await send(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      outcome: 'failed',
      error: 'connection',
    });
  });

  it('and does not listen has failed', async () => {
    const server = await receiver(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await send(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      outcome: 'failed',
      error: 'connection',
    });
  });

  it('and speaks no TLS has failed', async () => {
    await using server = await receiver((_, response) => response.writeHead(200).end());
    expect(await send(`https://127.0.0.1:${server.port}/`)).toMatchObject({
      outcome: 'failed',
      error: 'tls',
    });
  });

  it('and sends nonsense has failed', async () => {
    await using server = await rawReceiver((socket) => socket.end('nonsense\r\n\r\n'));
    const outcome = await send(`http://127.0.0.1:${server.port}/`);
    expect(outcome).toMatchObject({ outcome: 'failed', error: 'connection' });
  });

  it('is told apart from an address that is none', async () => {
    expect(await send('not a url')).toMatchObject({ outcome: 'failed', error: 'connection' });
  });
});
