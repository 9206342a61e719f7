import { createHash } from 'node:crypto';
import { inspectFile } from '#shared/adapters/inspection/inspect-file.ts';
import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memoryDuties } from '#shared/adapters/memory/duties.ts';
import { memoryEndpoints } from '#shared/adapters/memory/endpoints.ts';
import { memoryEventBus } from '#shared/adapters/memory/event-bus.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { memoryFiles } from '#shared/adapters/memory/files.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySender } from '#shared/adapters/memory/sender.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { memoryWakeUps } from '#shared/adapters/memory/wake-ups.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { keyMaker } from '#shared/adapters/webhook/keys.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import { announceVersion } from '#shared/application/announce-version.ts';
import { applyDue } from '#shared/application/apply-due.ts';
import { createSubscription } from '#shared/application/create-subscription.ts';
import { deliverDue } from '#shared/application/deliver-due.ts';
import { fanOut } from '#shared/application/fan-out.ts';
import type { Claim } from '#shared/application/once.ts';
import { planWakeUps } from '#shared/application/plan-wakeups.ts';
import { recordDecision } from '#shared/application/record-decision.ts';
import { registerDocument } from '#shared/application/register-document.ts';
import { relayEvents } from '#shared/application/relay-events.ts';
import { sweepDeliveries } from '#shared/application/sweep-deliveries.ts';
import { verifyUpload } from '#shared/application/verify-upload.ts';
import type { DecisionFacts } from '#shared/domain/decision.ts';
import { shift } from '#shared/domain/instant.ts';
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
  const duties = memoryDuties();
  const queue = memoryDeliveryQueue();
  const sender = memorySender();
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
    erasures: withFaults(memoryUploadChecks(), plan),
    malwareScan: false,
    deliveries: withFaults(memoryDeliveries({ clock }), plan),
    endpoints: withFaults(memoryEndpoints(), plan),
    duties: withFaults(duties, plan),
    queue: withFaults(queue, plan),
    sender: withFaults(sender, plan),
    files: withFaults(files, plan),
    secrets: withFaults(memorySecretBox, plan),
    inspect: inspectFile,
    sign: signWebhook,
    keys: keyMaker,
    random: () => 0.5,
    targetFault: () => undefined,
  };
  const deadline = '2040-01-01T00:00:00.000Z';
  let claims = 0;
  let relayed = 0;
  let fanned = 0;

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
  const serve = async () => {
    for (let wake = queue.queued.shift(); wake !== undefined; wake = queue.queued.shift()) {
      const { subscriptionId, deliveryIds } = wake;
      await invoke(() => {
        const deadline = shift(clock.now(), 40_000);
        return deliverDue(dependencies, { subscriptionId, deliveryIds, deadline });
      });
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
    duties,

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
          recipients: ['SRO'],
          maxPerSecond: 50,
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

    /** The stream and the queues do their work, each message at least once, and five minutes pass. */
    settle: async () => {
      const start = clock.now();
      for (; relayed < repository.stream.length; relayed++) {
        const image = repository.stream[relayed];
        if (image === undefined) continue;
        const { document, emitted, wakeAt } = image;
        await invoke(() => relayEvents(dependencies, [{ document, facts: emitted }]));
        if (wakeAt) await invoke(() => planWakeUps(dependencies, [wakeAt]));
      }
      for (; fanned < bus.events.length; fanned++) {
        const event = bus.events[fanned];
        if (event === undefined) continue;
        await invoke(async () => {
          const { place, wake } = await fanOut(dependencies);
          await place(event);
          await wake();
        });
      }
      await serve();
      // A worker that died keeps its endpoint for a minute or so.
      for (let minute = 1; minute <= 5; minute++) {
        clock.set(shift(start, minute * 60_000));
        await invoke(() => sweepDeliveries(dependencies));
        await serve();
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
