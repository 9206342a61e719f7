import { afterEach, describe, expect, it, vi } from 'vitest';
import { keyMaker } from '#shared/adapters/webhook/keys.ts';
import type { KeyMaker } from '#shared/application/ports.ts';
import { memoryApi } from '../../../support/api.ts';
import {
  matching,
  place,
  replayAll,
  serve,
  subscribe,
  withKey,
} from '../../../support/subscribing.ts';

// Read by the logger when it is made, and by every invocation after.
vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'TRACE'));

afterEach(() => {
  vi.restoreAllMocks();
});

/** Everything that is logged from here on, however little it matters. */
const logLines = () => {
  const lines: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  }
  return lines;
};

/** An API whose new keys are known to the test. */
const withKnownKeys = () => {
  const made: string[] = [];
  const keys: KeyMaker = {
    secret: () => {
      const secret = keyMaker.secret();
      made.push(secret);
      return secret;
    },
    pair: () => {
      const pair = keyMaker.pair();
      made.push(pair.privateKey);
      return pair;
    },
  };
  return { api: memoryApi({ keys }), made };
};

describe('a secret', () => {
  it('is in the answers to creation and rotation, in no other and in no log line', async () => {
    const { api, made } = withKnownKeys();
    const lines = logLines();
    const answers: string[] = [];
    const ask = async (method: string, address: string, sent = {}) => {
      const answer = await api.send(method, address, sent);
      answers.push(JSON.stringify(answer));
      return answer.body;
    };

    const { created, path, subscriptionId } = await subscribe(api, { signatures: ['v1', 'v1a'] });
    const rotated = await api.done('POST', `${path}/rotate-secret`, withKey());
    expect(made).toHaveLength(4);
    expect([created.secret, rotated.secret]).toEqual([made[0], made[2]]);

    await api.register();
    await place(api);
    await serve(api, subscriptionId);
    await ask('POST', `${path}/test`);
    const { items } = await ask('GET', `${path}/deliveries`);
    for (const { deliveryId } of items) {
      await ask('GET', `${path}/deliveries/${deliveryId}`);
      await ask('POST', `${path}/deliveries/${deliveryId}/redeliver`);
    }
    const { replayId } = await ask('POST', `${path}/replay`, {
      body: { since: '2026-01-01T00:00:00Z' },
    });
    await replayAll(api);
    await ask('GET', `${path}/replays/${replayId}`);
    await ask('GET', path);
    await ask('GET', '/v1/subscriptions');
    await ask('GET', '/v1/events');
    await ask('PATCH', path, matching('*', { body: { signatures: ['v1'], state: 'disabled' } }));
    await ask('PATCH', path, matching('"1"', { body: {} }));
    await ask('POST', `${path}/rotate-secret`, withKey('key-1', { body: { overlapSeconds: 1 } }));
    await ask('POST', '/v1/subscriptions', { body: { target: created.secret } });
    await ask('DELETE', path, matching());

    expect(api.sender.sent.length).toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThan(0);
    const told = [...answers, ...lines].join('\n');
    for (const secret of made) {
      expect(told).not.toContain(secret);
      expect(told).not.toContain(await api.secrets.seal(secret));
    }
    expect(told).not.toMatch(/whsec_|whsk_|sealed:/);
  });
});
