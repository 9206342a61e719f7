import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../infra/local/emulator.ts';
import { messages } from '../../infra/local/messages.ts';
import { root } from '../../infra/local/paths.ts';
import { freePort } from '../../infra/local/ports.ts';
import { WebhookReceiver } from '../../infra/local/receiver.ts';
import { waitFor } from '../e2e/support/wait-for.ts';
import { previousRelease } from './previous-release.ts';
import { aHistory, type History, readBack } from './support/history.ts';
import { callersOf, deployFrom } from './support/installation.ts';
import { sourcesOf } from './support/sources.ts';

let dir = '';
let emulator: Emulator;
let receiver: WebhookReceiver;
let as: Awaited<ReturnType<typeof callersOf>>;
let history: History;
let before: Record<string, unknown>;
let backAt = 0;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ikraft-rollback-'));
  const old = join(dir, previousRelease.tag);
  await mkdir(old);
  await sourcesOf(previousRelease, old);
  emulator = await startEmulator({ port: await freePort(), dir, keep: false, say: messages.en });
  const { endpointUrl } = emulator;
  await deployFrom(old, { endpointUrl, dir: join(dir, 'first') });
  const outputs = await deployFrom(root, { endpointUrl, dir: join(dir, 'upgraded') });
  receiver = await WebhookReceiver.start();
  as = await callersOf(endpointUrl, outputs);
  history = await aHistory(as, receiver, { changes: 20, everySeconds: 15 });
  before = await readBack(as, history);
  await deployFrom(old, { endpointUrl, dir: join(dir, 'back') });
  backAt = Date.now();
});

afterAll(async () => {
  await receiver?.[Symbol.asyncDispose]();
  await emulator?.[Symbol.asyncDispose]();
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
});

describe(`an installation that goes back to ${previousRelease.tag}`, () => {
  it('reads what the newer version has written', async () => {
    const after = await readBack(as, history);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [what, answer] of Object.entries(after)) {
      // The newer one may have said more.
      expect({ [what]: before[what] }).toMatchObject({ [what]: answer });
    }
  });

  it('changes what was planned meanwhile at its instant, and tells it once', async () => {
    const next = history.coming.find(({ at }) => at > backAt + 5_000);
    if (next === undefined) throw new Error('Going back took longer than changes were planned for');
    const told = () =>
      receiver.received.filter(
        ({ event }) => event.subject === next.documentId && event.data.to === 'inForce',
      );
    await setTimeout(Math.max(0, next.at - Date.now()));
    const { event, receivedAt } = await waitFor('the change', () => told()[0]);
    expect(event.time).toBe(new Date(next.at).toISOString());
    expect(receivedAt).toBeGreaterThanOrEqual(next.at);
    await receiver.quiet({ forMs: 2_000, atMostMs: 10_000 });
    expect(told()).toHaveLength(1);
    expect(receiver.rejected).toBe(0);
  });
});
