import { sha256Hex } from '#shared/adapters/system/digest.ts';
import { feedSecrets } from '#shared/adapters/system/feed-secrets.ts';
import { systemIds } from '#shared/adapters/system/ids.ts';
import { keyMaker } from '#shared/adapters/webhook/keys.ts';
import { claimNames } from '#shared/contracts/claim-names.ts';
import { env, requireEnv } from '#shared/runtime/env.ts';
import { deliveryStore } from './delivery-store.ts';
import { documentStore } from './document-store.ts';
import { eventLog } from './event-log.ts';
import { feedLinks } from './feed-links.ts';
import { punctuality } from './punctuality.ts';
import { subscriptionStore } from './subscription-store.ts';
import { targetRules } from './targets.ts';
import { erasuresWhenNeeded } from './when-needed/erasures.ts';
import { filesWhenNeeded } from './when-needed/files.ts';
import { replayStepsWhenNeeded } from './when-needed/replay-steps.ts';
import { testerWhenNeeded } from './when-needed/tester.ts';
import { wakesWhenNeeded } from './when-needed/wakes.ts';

/** What the API is composed of, and how it is set up. */
export const apiDependencies = () => ({
  ...documentStore(),
  ...subscriptionStore(),
  ...deliveryStore(),
  ids: systemIds,
  digest: sha256Hex,
  events: eventLog(),
  feedLinks: feedLinks(),
  feedSecrets,
  punctuality: punctuality(),
  files: filesWhenNeeded(),
  erasures: erasuresWhenNeeded(),
  queue: wakesWhenNeeded(),
  replayQueue: replayStepsWhenNeeded(),
  tester: testerWhenNeeded(),
  keys: keyMaker,
  targetFault: targetRules(),
  publicUrl: requireEnv(env.publicUrl),
  defaultTimeZone: requireEnv(env.defaultTimeZone),
  claimNames: claimNames.parse(JSON.parse(requireEnv(env.claims))),
  publicReading: requireEnv(env.publicReading) === 'true',
});
