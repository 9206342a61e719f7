import { createHash } from 'node:crypto';
import { inspectFile } from '#shared/adapters/inspection/inspect-file.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { memoryFiles } from '#shared/adapters/memory/files.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { memoryWebhookSender } from '#shared/adapters/memory/webhook-sender.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import { announceVersion } from '#shared/application/announce-version.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { createSubscription } from '#shared/application/create-subscription.ts';
import { deliver } from '#shared/application/deliver.ts';
import { fanOut } from '#shared/application/fan-out.ts';
import type { Claim } from '#shared/application/once.ts';
import { planWakeUps } from '#shared/application/plan-wakeups.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import { relayEvents } from '#shared/application/relay-events.ts';
import { verifyUpload } from '#shared/application/verify-upload.ts';
import type { DecisionFacts } from '#shared/domain/decision.ts';
import { type FaultPlan, withFaults } from '../support/faults.ts';
import { registration } from '../support/histories.ts';

const bytes = new TextEncoder().encode('Guideline for shared work\n');
const sha256 = createHash('sha256').update(bytes).digest('hex');

/** The use cases over memory, every port call of which follows the plan, and what comes out of them. */
export const world = (plan: FaultPlan, start = '2026-06-01T08:00:00.000Z') => {
  const clock = virtualClock(start, { jumps: true });
  const repository = memoryRepository({ clock });
  const subscriptions = memorySubscriptions({ clock });
  const log = memoryEventLog();
  const bus = memoryEventBus();
  const wakeUps = memoryWakeUps();
  const deliveries = memoryDeliveryQueue();
  const sender = memoryWebhookSender();
  const files = memoryFiles();
  const dependencies = {
    clock,
    ids: sequentialIds(),
    calendar: temporalCalendar,
    repository: withFaults(repository, plan),
    subscriptions: withFaults(subscriptions, plan),
    log: withFaults(log, plan),
    bus: withFaults(bus, plan),
    wakeUps: withFaults(wakeUps, plan),
    uploadChecks: withFaults(memoryUploadChecks(), plan),
    deliveries: withFaults(deliveries, plan),
    sender: withFaults(sender, plan),
    files: withFaults(files, plan),
    secrets: withFaults(memorySecretBox, plan),
    inspect: inspectFile,
    sign: signWebhook,
    random: (size: number) => new Uint8Array(size).fill(7),
    allowLocal: true,
  };
  const deadline = '2040-01-01T00:00:00.000Z';
  let claims = 0;
  let relayed = 0;
  let fanned = 0;
  let delivered = 0;

  /** One invocation, and after its death another, as a client or Lambda would try it again. */
  const invoke = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (!plan.struck) throw error;
      plan.revive();
      return work();
    }
  };
  const claim = (): Claim => ({
    receiptId: `claim-${++claims}`,
    bodyHash: 'body',
    expiresAt: '2040-01-01T00:00:00.000Z',
  });

  return {
    clock,
    repository,
    log,
    bus,
    wakeUps,
    sender,

    register: async () => {
      const once = claim();
      const { documentId } = await invoke(() =>
        registerDocument(dependencies, {
          by: 'registrar',
          claim: once,
          registration,
        }),
      );
      return documentId;
    },

    upload: async (documentId: string) => {
      const once = claim();
      const { version } = await invoke(() =>
        announceVersion(dependencies, {
          documentId,
          by: 'registrar',
          claim: once,
          announcement: {
            fileName: 'guideline.txt',
            mediaType: 'text/plain',
            size: bytes.length,
            sha256,
          },
        }),
      );
      files.upload(version.key, bytes);
      await invoke(() => verifyUpload(dependencies, { key: version.key }));
    },

    subscribe: async () => {
      const once = claim();
      await invoke(() =>
        createSubscription(dependencies, {
          organisation: 'alingsas',
          target: { type: 'webhook', url: 'https://receiver.example/hook' },
          filter: {},
          claim: once,
        }),
      );
    },

    record: async (documentId: string, facts: DecisionFacts) => {
      const once = claim();
      await invoke(() =>
        recordDecision(dependencies, { documentId, facts, by: 'registrar', claim: once }),
      );
    },

    /** The stream and the queues do their work, each message at least once. */
    settle: async () => {
      for (; relayed < repository.stream.length; relayed++) {
        const image = repository.stream[relayed];
        if (image === undefined) continue;
        const { document, emitted, wakeAt } = image;
        await invoke(() => relayEvents(dependencies, [{ document, facts: emitted }]));
        if (wakeAt) await invoke(() => planWakeUps(dependencies, [wakeAt]));
      }
      for (; fanned < bus.events.length; fanned++) {
        const event = bus.events[fanned];
        if (event) await invoke(async () => (await fanOut(dependencies))(event));
      }
      for (; delivered < deliveries.queued.length; delivered++) {
        const delivery = deliveries.queued[delivered];
        if (delivery) await invoke(() => deliver(dependencies, delivery));
      }
    },

    wake: async (instant: string) => {
      await invoke(async () => {
        const { failed } = await applyDue(dependencies, { instant, deadline });
        const [first] = failed;
        if (first) throw first.error;
      });
    },
  };
};
