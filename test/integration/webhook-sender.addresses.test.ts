import { describe, expect, it } from 'vitest';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';
import { receiver } from '../support/receiver.ts';
import { resolving, send } from '../support/webhooks.ts';

/** A server on this machine that counts who connects: whoever does has got round the guard. */
const counter = () => receiver((_, response) => response.writeHead(200).end());

const strict = webhookSender({ allowLocal: false });
const refused = { error: 'address_not_allowed', durationMs: expect.any(Number) };

describe('a webhook to this machine', () => {
  it.each([
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '127.255.255.254',
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '0177.1',
    '017700000001',
    '0',
    '0.0.0.0',
    '①②⑦.⓪.⓪.①',
    '%31%32%37.0.0.1',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::]',
    '[::127.0.0.1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:0:127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::127.0.0.1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::80ff:fffe]',
    'localhost',
    'LOCALHOST',
    'user:password@localhost',
  ])('opens no connection: %s', async (host) => {
    await using server = await counter();
    expect(await send(`https://${host}:${server.port}/`, strict)).toEqual(refused);
    expect(server.connections).toBe(0);
  });

  it('opens no connection by http where only https is allowed', async () => {
    await using server = await counter();
    const { resolve } = resolving('8.8.8.8');
    const sender = webhookSender({ allowLocal: false, resolve });
    for (const host of ['127.0.0.1', 'receiver.example']) {
      expect(await send(`http://${host}:${server.port}/`, sender)).toEqual(refused);
    }
    expect(server.connections).toBe(0);
  });

  it('opens no connection by any other scheme', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://8.8.8.8/', 'gopher://8.8.8.8/', 'data:,']) {
      expect(await send(url)).toEqual(refused);
    }
  });
});

describe('a webhook to another address that is not public', () => {
  it.each([
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '2852039166',
    '0xa9.0xfe.0xa9.0xfe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '0.0.0.0',
    '[::ffff:169.254.169.254]',
    '[64:ff9b::169.254.169.254]',
    '[2002:a9fe:a9fe::]',
    '[fd00:ec2::254]',
    '[fe80::1]',
  ])('is refused also where this machine is allowed: %s', async (host) => {
    expect(await send(`http://${host}/`)).toEqual(refused);
    expect(await send(`https://${host}/`, strict)).toEqual(refused);
  });
});

describe('a name', () => {
  it.each([
    ['A is private', ['10.0.0.1']],
    ['A is this machine', ['127.0.0.1']],
    ['one A of two is', ['8.8.8.8', '127.0.0.1']],
    ['AAAA is, and A is not', ['8.8.8.8', '::1']],
    ['A is, and AAAA is not', ['2606:4700:4700::1111', '127.0.0.1']],
    ['AAAA has A in it', ['::ffff:127.0.0.1']],
    ['it is metadata', ['169.254.169.254']],
  ])('opens no connection where %s', async (_, addresses) => {
    await using server = await counter();
    const sender = webhookSender({ allowLocal: false, resolve: resolving(addresses).resolve });
    expect(await send(`https://receiver.example:${server.port}/`, sender)).toEqual(refused);
    expect(server.connections).toBe(0);
  });

  it('with a final dot is looked up like any other', async () => {
    await using server = await counter();
    const sender = webhookSender({ allowLocal: false, resolve: resolving('127.0.0.1').resolve });
    expect(await send(`https://localhost.:${server.port}/`, sender)).toEqual(refused);
    expect(server.connections).toBe(0);
  });

  it('opens no connection where it turns to this machine after it was found public', async () => {
    await using server = await counter();
    const names = resolving('8.8.8.8', '127.0.0.1');
    expect(await names.resolve('rebinding.example')).toEqual([{ address: '8.8.8.8', family: 4 }]);
    const sender = webhookSender({ allowLocal: false, resolve: names.resolve });
    expect(await send(`https://rebinding.example:${server.port}/`, sender)).toEqual(refused);
    expect(server.connections).toBe(0);
  });

  it('leads to the very address that was checked: it is looked up once', async () => {
    await using server = await counter();
    const names = resolving('127.0.0.1', '10.0.0.1');
    const sender = webhookSender({ allowLocal: true, resolve: names.resolve });
    const outcome = await send(`http://rebinding.example:${server.port}/`, sender);
    expect(outcome).toMatchObject({ status: 200 });
    expect(names.asked).toBe(1);
    expect(server.connections).toBe(1);
  });

  it('that turns private while a connection is kept gets no new one', async () => {
    await using server = await counter();
    const names = resolving('127.0.0.1', '10.0.0.1');
    const sender = webhookSender({ allowLocal: true, resolve: names.resolve });
    const url = `http://rebinding.example:${server.port}/`;
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    expect(names.asked).toBe(1);
    const both = await Promise.all([send(url, sender), send(url, sender)]);
    expect(both).toEqual([expect.objectContaining({ status: 200 }), refused]);
    expect(server.connections).toBe(1);
  });

  it('that turns private is refused also when a kept connection is replaced', async () => {
    await using server = await receiver((request, response) => {
      if (server.connections === 1 && answered++ > 0) request.socket.resetAndDestroy();
      else response.writeHead(200).end();
    });
    let answered = 0;
    const names = resolving('127.0.0.1', '10.0.0.1');
    const sender = webhookSender({ allowLocal: true, resolve: names.resolve });
    const url = `http://rebinding.example:${server.port}/`;
    expect(await send(url, sender)).toMatchObject({ status: 200 });
    expect(await send(url, sender)).toEqual(refused);
    expect(names.asked).toBe(2);
    expect(server.connections).toBe(1);
  });
});

describe('a redirect', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'file:///etc/passwd',
  ])('is not followed to %s', async (location) => {
    await using server = await receiver((_, response) =>
      response.writeHead(302, { location }).end(),
    );
    const outcome = await send(`http://127.0.0.1:${server.port}/`);
    expect(outcome).toMatchObject({ status: 302, error: 'redirected' });
  });

  it('is not followed back to this machine', async () => {
    await using server = await counter();
    await using redirecting = await receiver((_, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${server.port}/` }).end(),
    );
    await send(`http://127.0.0.1:${redirecting.port}/`);
    expect(server.connections).toBe(0);
  });
});
