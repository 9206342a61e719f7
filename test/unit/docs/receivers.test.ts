import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keyMaker } from '#shared/adapters/webhook/keys.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import { eventExamples } from '#shared/contracts/event-examples.ts';
import { SampleReceiver } from './sample-receiver.ts';

const samples = [
  { name: 'node-package', command: process.execPath, file: 'receiver.mjs' },
  { name: 'node-plain', command: process.execPath, file: 'receiver.mjs' },
  { name: 'python', command: 'python3', file: 'receiver.py' },
];

const isInstalled = (command: string) => spawnSync(command, ['--version']).status === 0;

const secret = keyMaker.secret();
const pair = keyMaker.pair();

/** An event with an id of its own. */
const newEvent = (sequence = '0000000001') => ({
  ...eventExamples['document.statusChanged'],
  id: randomUUID(),
  sequence,
});

interface Signing {
  readonly keys?: readonly string[];
  /** How long ago it was signed. */
  readonly seconds?: number;
}

const signed = (
  event: { readonly id: string },
  { keys = [secret], seconds = 0 }: Signing = {},
  body = JSON.stringify(event),
) => {
  const at = new Date(Date.now() - seconds * 1000);
  return {
    body,
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signWebhook({
        id: event.id,
        timestamp: at.toISOString(),
        body,
        keys,
      }),
    },
  };
};

for (const { name, ...program } of samples) {
  // Without python3 there is nothing to run its sample with.
  describe.runIf(isInstalled(program.command))(`the receiver ${name} of the page`, () => {
    let receiver: SampleReceiver;
    const post = ({ headers, body }: ReturnType<typeof signed>) => receiver.post(headers, body);
    const printed = (event: unknown) =>
      receiver.printed.filter((line) => line === JSON.stringify(event)).length;

    beforeAll(async () => {
      receiver = new SampleReceiver(name, program);
      await receiver.start(secret);
    }, 30_000);
    afterAll(() => receiver[Symbol.asyncDispose]());

    it('accepts what is signed, and works on it', async () => {
      const event = newEvent();
      expect(await post(signed(event))).toBe(204);
      await vi.waitFor(() => expect(printed(event)).toBe(1), 5_000);
    });

    it('accepts a test, which has no sequence', async () => {
      const event = { ...eventExamples['subscription.test'], id: randomUUID() };
      expect(await post(signed(event))).toBe(204);
      await vi.waitFor(() => expect(printed(event)).toBe(1), 5_000);
    });

    it('accepts it again and works on it once, also after it was started anew', async () => {
      const event = newEvent();
      expect(await post(signed(event))).toBe(204);
      expect(await post(signed(event, { seconds: 5 }))).toBe(204);
      await vi.waitFor(() => expect(printed(event)).toBe(1), 5_000);
      await receiver.stop();
      await receiver.start(secret);
      const [last, next] = [signed(event), newEvent()];
      expect(await post(last)).toBe(204);
      expect(await post(signed(next))).toBe(204);
      await vi.waitFor(() => expect(printed(next)).toBe(1), 5_000);
      expect(printed(event)).toBe(1);
    }, 30_000);

    it('refuses another signature, another id, another body and none', async () => {
      const event = newEvent();
      const { headers, body } = signed(event);
      const { 'webhook-signature': signature, ...unsigned } = headers;
      const other = signed(event, { keys: [keyMaker.secret()] });
      expect(await post(other)).toBe(401);
      expect(await receiver.post({ ...headers, 'webhook-id': randomUUID() }, body)).toBe(401);
      expect(await receiver.post(headers, `${body} `)).toBe(401);
      expect(await receiver.post({ ...headers, 'webhook-signature': 'v1,' }, body)).toBe(401);
      const bare = signature.slice('v1,'.length);
      expect(await receiver.post({ ...headers, 'webhook-signature': bare }, body)).toBe(401);
      expect(await receiver.post(unsigned, body)).toBe(401);
      expect(printed(event)).toBe(0);
    });

    it('outlives a request that breaks off', async () => {
      await receiver.breakOff();
      expect(await post(signed(newEvent()))).toBe(204);
    });

    it('refuses what was signed more than five minutes ago or ahead', async () => {
      for (const seconds of [310, -310]) {
        expect(await post(signed(newEvent(), { seconds }))).toBe(401);
      }
      for (const seconds of [290, -290]) {
        expect(await post(signed(newEvent(), { seconds }))).toBe(204);
      }
      const { headers, body } = signed(newEvent());
      expect(await receiver.post({ ...headers, 'webhook-timestamp': 'now' }, body)).toBe(401);
    });

    it('accepts two signatures while keys are changed, with the key of before or of after', async () => {
      const other = keyMaker.secret();
      expect(await post(signed(newEvent(), { keys: [other, secret] }))).toBe(204);
      expect(await post(signed(newEvent(), { keys: [secret, other] }))).toBe(204);
      expect(await post(signed(newEvent(), { keys: [secret, pair.privateKey] }))).toBe(204);
      expect(await post(signed(newEvent(), { keys: [other] }))).toBe(401);
      expect(await post(signed(newEvent(), { keys: [pair.privateKey] }))).toBe(401);
    });
  });
}

describe('the receiver node-plain with a public key', () => {
  it('accepts an ed25519 signature by its key, and no other', async () => {
    await using receiver = new SampleReceiver('node-plain', {
      command: process.execPath,
      file: 'receiver.mjs',
    });
    await receiver.start(pair.publicKey);
    const statusOf = (...keys: string[]) => {
      const { headers, body } = signed(newEvent(), { keys });
      return receiver.post(headers, body);
    };
    const other = keyMaker.pair().privateKey;
    expect(await statusOf(pair.privateKey)).toBe(204);
    expect(await statusOf(secret, other, pair.privateKey)).toBe(204);
    expect(await statusOf(other)).toBe(401);
    expect(await statusOf(secret)).toBe(401);
  }, 30_000);
});
