import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memoryDuties } from '#shared/adapters/memory/duties.ts';
import { memoryEndpoints } from '#shared/adapters/memory/endpoints.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { memoryFeedLinks } from '#shared/adapters/memory/feed-links.ts';
import { memoryFiles } from '#shared/adapters/memory/files.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memoryPunctuality } from '#shared/adapters/memory/punctuality.ts';
import { memoryReceipts } from '#shared/adapters/memory/receipts.ts';
import { memoryReplayQueue } from '#shared/adapters/memory/replay-queue.ts';
import { memoryReplays } from '#shared/adapters/memory/replays.ts';
import { memoryRepository } from '#shared/adapters/memory/repository.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySender } from '#shared/adapters/memory/sender.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { memoryUploadChecks } from '#shared/adapters/memory/upload-checks.ts';
import { sha256Hex } from '#shared/adapters/system/digest.ts';
import { feedSecrets } from '#shared/adapters/system/feed-secrets.ts';
import { targetFault } from '#shared/adapters/targets/target-fault.ts';
import { temporalCalendar } from '#shared/adapters/temporal/calendar.ts';
import { keyMaker } from '#shared/adapters/webhook/keys.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import { attemptTest } from '#shared/application/attempt-test.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { usualClaimNames } from '#shared/runtime/principal.ts';

/** What the API needs, all of it in memory, at an instant. */
export const memoryDependencies = (now: Instant) => {
  const clock = virtualClock(now, { jumps: true });
  const kept = { clock, receipts: memoryReceipts(clock) };
  const repository = memoryRepository(kept);
  const events = memoryEventLog();
  const sending = {
    clock,
    ids: sequentialIds(),
    subscriptions: memorySubscriptions(kept),
    deliveries: memoryDeliveries(kept),
    endpoints: memoryEndpoints(),
    secrets: memorySecretBox,
    sign: signWebhook,
    sender: memorySender(),
    queue: memoryDeliveryQueue(),
  };
  const replayQueue = memoryReplayQueue();
  return {
    ...sending,
    repository,
    events,
    calendar: temporalCalendar,
    files: memoryFiles(),
    erasures: memoryUploadChecks(),
    digest: sha256Hex,
    duties: memoryDuties(),
    replays: memoryReplays(kept),
    feedLinks: memoryFeedLinks(kept),
    feedSecrets,
    punctuality: memoryPunctuality(),
    replayQueue,
    keys: keyMaker,
    tester: { attempt: (test: Parameters<typeof attemptTest>[1]) => attemptTest(sending, test) },
    targetFault: targetFault({
      allowLocal: false,
      targetAccounts: ['111122223333'],
      reservedArns: ['arn:aws:sqs:eu-north-1:111122223333:ikraft-'],
    }),
    publicUrl: 'https://{apiId}.example.org',
    defaultTimeZone: 'Europe/Stockholm',
    claimNames: usualClaimNames,
    publicReading: false,
  };
};
