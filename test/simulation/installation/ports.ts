import { documentFromImage } from '#shared/adapters/dynamodb/stream-image.ts';
import { eventLog } from '#shared/adapters/event-log/event-log.ts';
import { inspectFile } from '#shared/adapters/inspection/inspect-file.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { resend } from '#shared/adapters/resend.ts';
import { sha256Hex } from '#shared/adapters/system/digest.ts';
import { feedSecrets } from '#shared/adapters/system/feed-secrets.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import {
  type DeliveryQueue,
  type ErasureQueue,
  type EventBus,
  type KeyMaker,
  type ReconcileQueue,
  type ReplayQueue,
  type Sender,
  type Tester,
  UnavailableError,
  type UploadChecks,
  type Wake,
  type WakeUps,
} from '#shared/application/ports.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { shift } from '#shared/domain/instant.ts';
import { usualClaimNames } from '#shared/runtime/principal.ts';
import type { FunctionName } from './functions.ts';
import type { Installation } from './installation.ts';
import type { Invocation } from './invocation.ts';

/** As PutEvents and SendMessageBatch take them; answers with what was not taken. */
const inTens = async <Item>(
  items: readonly Item[],
  send: (batch: readonly Item[]) => Promise<readonly Item[]>,
): Promise<readonly Item[]> => {
  const left: Item[] = [];
  for (let first = 0; first < items.length; first += 10) {
    left.push(...(await send(items.slice(first, first + 10))));
  }
  return left;
};

/** Everything that a function may be composed of, for one invocation of it. */
export const portsOf = (world: Installation, invocation: Invocation, name: FunctionName) => {
  const { stores, surroundings, queues, schedules } = world;
  const { chance } = surroundings;
  const wired = <Port extends object>(port: string, over: Port): Port =>
    invocation.wire(port, over);

  const clock = invocation.clock;
  const pause = async () => clock.sleepUntil(shift(clock.now(), chance.int(10, 400)));
  const log = eventLog(
    { ...wired('log', stores.logStore), shardOf: stores.logStore.shardOf },
    world.newChunkId,
  );

  /** Sends items by tens, some of which may not be taken; answers with these. */
  const sendSome = <Item>(port: string, items: readonly Item[], take: (item: Item) => void) =>
    inTens(items, async (batch) => {
      try {
        return await invocation.call(port, 'send', async () => {
          const isPart = surroundings.weather.strikes('partly taken', `${invocation.name} ${port}`);
          const taken = isPart ? chance.int(0, batch.length - 1) : batch.length;
          for (const item of batch.slice(0, taken)) take(item);
          return batch.slice(taken);
        });
      } catch (error) {
        if (error instanceof UnavailableError) return batch;
        throw error;
      }
    });

  const bus: EventBus = {
    publish: async (events) => {
      if (name === 'reconcile' || name === 'erase-files') world.watch.noteRebuilt(events);
      const send = (left: readonly CloudEvent[]) =>
        sendSome('bus', left, (event) => world.announce(event));
      await resend(events, { send, nameOf: ({ id }) => id, pause });
    },
  };
  const queue: DeliveryQueue = {
    wake: async (wakes) => {
      const send = (left: readonly Wake[]) =>
        sendSome('deliveryQueue', left, ({ delaySeconds, ...wake }) =>
          queues.deliveries.send(wake, delaySeconds),
        );
      await resend(wakes, { send, nameOf: ({ subscriptionId }) => subscriptionId, pause });
    },
  };
  const reconcileQueue: ReconcileQueue = wired('reconcileQueue', {
    enqueue: async (step) => queues.reconciliations.send(step),
  });
  const replayQueue: ReplayQueue = wired('replayQueue', {
    enqueue: async ({ delaySeconds, ...step }) => queues.replays.send(step, delaySeconds),
  });
  const wakeUps: WakeUps = wired('wakeUps', {
    schedule: async ({ instant, fireAt }) => schedules.create(instant, fireAt),
    enqueue: async ({ delaySeconds, ...wakeUp }) => queues.wakeUps.send(wakeUp, delaySeconds),
  });
  const uploadChecks: UploadChecks = wired('uploadChecks', {
    request: async (check) => queues.uploads.send(subjectOf(check)),
  });
  const erasures: ErasureQueue = wired('erasures', {
    request: async (erasure) => queues.erasures.send(subjectOf(erasure)),
  });
  const tester: Tester = wired('tester', { attempt: (test) => world.test(test) });
  const sender: Sender = { send: (message) => world.receivers.send(invocation, message) };
  const keys: KeyMaker = {
    secret: () =>
      `whsec_${Buffer.from(Array.from({ length: 32 }, () => chance.int(0, 255))).toString('base64')}`,
    pair: () => {
      throw new Error('No one asks for ed25519 here');
    },
  };

  return {
    clock,
    ids: invocation.idsFrom(world.nextNumber),
    calendar: stores.calendar,
    repository: wired('repository', stores.repository),
    subscriptions: wired('subscriptions', stores.subscriptions),
    deliveries: wired('deliveries', stores.deliveries),
    endpoints: wired('endpoints', stores.endpoints),
    duties: wired('duties', stores.duties),
    reminders: wired('reminders', stores.reminders),
    replays: wired('replays', stores.replays),
    feedLinks: wired('feedLinks', stores.feedLinks),
    punctuality: wired('punctuality', stores.punctuality),
    files: wired('files', stores.files),
    deadLetters: wired('deadLetters', world.deadLettersOf(name)),
    log,
    events: log,
    bus,
    queue,
    reconcileQueue,
    replayQueue,
    wakeUps,
    uploadChecks,
    erasures,
    removal: wired('removal', stores.files),
    digest: sha256Hex,
    tester,
    sender,
    attempts: world.attempts,
    secrets: memorySecretBox,
    sign: signWebhook,
    keys,
    feedSecrets,
    inspect: inspectFile,
    imageOf: documentFromImage,
    random: chance.next,
    malwareScan: false,
    targetFault: () => undefined,
    publicUrl: 'https://ikraft.example.org',
    defaultTimeZone: 'Europe/Stockholm',
    claimNames: usualClaimNames,
    publicReading: false,
  };
};

/** A message names no more than what it is about. */
const subjectOf = ({ documentId, version }: Parameters<UploadChecks['request']>[0]) => ({
  documentId,
  ...(version !== undefined && { version }),
});

export type Ports = ReturnType<typeof portsOf>;
