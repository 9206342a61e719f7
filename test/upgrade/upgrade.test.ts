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
import { destroyDrill } from './destroy-drill.ts';
import { previousRelease } from './previous-release.ts';
import { restoreDrill } from './restore-drill.ts';
import { npmRun } from './support/commands.ts';
import { aHistory, type History, readBack, register } from './support/history.ts';
import { callersOf, deployFrom, type StackOutputs } from './support/installation.ts';
import { sourcesOf } from './support/sources.ts';

let dir = '';
let emulator: Emulator;
let receiver: WebhookReceiver;
let as: Awaited<ReturnType<typeof callersOf>>;
let history: History;
let before: Record<string, unknown>;
let upgradedAt = 0;
let oldOutputs: StackOutputs;
let newOutputs: StackOutputs;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ikraft-upgrade-'));
  const old = join(dir, previousRelease.tag);
  await mkdir(old);
  await sourcesOf(previousRelease, old);
  emulator = await startEmulator({ port: await freePort(), dir, keep: false, say: messages.en });
  const { endpointUrl } = emulator;
  oldOutputs = await deployFrom(old, { endpointUrl, dir: join(dir, 'before') });
  receiver = await WebhookReceiver.start();
  as = await callersOf(endpointUrl, oldOutputs);
  history = await aHistory(as, receiver, { changes: 20, everySeconds: 15 });
  before = await readBack(as, history);
  newOutputs = await deployFrom(root, { endpointUrl, dir: join(dir, 'after') });
  upgradedAt = Date.now();
});

afterAll(async () => {
  await receiver?.[Symbol.asyncDispose]();
  await emulator?.[Symbol.asyncDispose]();
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
});

describe(`an installation of ${previousRelease.tag} that is upgraded`, () => {
  it('keeps its address, its tables, its files and its users', () => {
    expect(newOutputs).toMatchObject(oldOutputs);
  });

  it('reads everything back as it was', async () => {
    const after = await readBack(as, history);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [what, answer] of Object.entries(before)) {
      expect({ [what]: after[what] }).toMatchObject({ [what]: answer });
    }
  });

  it('answers a request that is repeated as before', async () => {
    const { key, documentId } = history.registration;
    expect(await register(as, key)).toMatchObject({ status: 201, body: { documentId } });
  });

  it('changes what was planned before at its instant, and tells it once, signed as before', async () => {
    const next = history.coming.find(({ at }) => at > upgradedAt + 5_000);
    // Else nothing would be shown: the changes would have been made by the old version.
    if (next === undefined)
      throw new Error('The upgrade took longer than changes were planned for');
    await setTimeout(Math.max(0, next.at - Date.now()));
    const { event, receivedAt } = await waitFor('the change', () => inForce(next.documentId)[0]);
    expect(event.time).toBe(new Date(next.at).toISOString());
    expect(receivedAt).toBeGreaterThanOrEqual(next.at);
    // The sweep, which comes every minute, has not had to make up for a lost wake-up.
    expect(receivedAt - next.at).toBeLessThan(10_000);
    const path = `/v1/documents/${next.documentId}`;
    expect(await as('reader').send({ method: 'GET', path })).toMatchObject({
      body: { status: 'inForce' },
    });
    await receiver.quiet({ forMs: 2_000, atMostMs: 10_000 });
    for (const { documentId, at } of history.coming.filter(({ at: due }) => due <= next.at)) {
      expect(inForce(documentId).map((one) => one.event.time)).toEqual([
        new Date(at).toISOString(),
      ]);
    }
    expect(receiver.rejected).toBe(0);
  });

  it('has nothing to set right', async () => {
    const said = await npmRun(emulator.endpointUrl, 'rederive');
    expect(said).toMatch(/^Documents looked at: \d+$/m);
    expect(said).toMatch(/^Set right: nothing$/m);
  });
});

describe('an installation that has lost data', () => {
  restoreDrill(() => ({
    endpointUrl: emulator.endpointUrl,
    outputs: newOutputs,
    as,
    history,
    receiver,
  }));
});

describe('an installation of stage production that is to be removed', () => {
  destroyDrill(() => ({ endpointUrl: emulator.endpointUrl, dir, outputs: newOutputs, history }));
});

/** What came of a document's coming into force. */
const inForce = (documentId: string) =>
  receiver.received.filter(
    ({ event }) => event.subject === documentId && event.data.to === 'inForce',
  );
