import type { DutyReceipt } from '#shared/application/ports.ts';
import { type Delivery, deliveryIdOf } from '#shared/domain/delivery.ts';
import type { Endpoint } from '#shared/domain/endpoint.ts';
import type { FeedLink } from '#shared/domain/feed-link.ts';
import type { Replay } from '#shared/domain/replay.ts';
import type { Subscription } from '#shared/domain/subscription.ts';
import { event, newId, now, plus, subscription } from './samples.ts';

/** Everything that a filter may state. */
const filter: Required<Subscription['filter']> = {
  types: ['document.statusChanged', 'party.statusChanged'],
  documentIds: [newId()],
  documentTypes: ['guideline', 'policy'],
  parties: ['alingsas'],
  fromStatuses: ['notDecided', 'adopted'],
  toStatuses: ['inForce'],
  keywords: ['barn'],
};

/** A subscription with every field there is. */
export const fullSubscription = (): Required<Subscription> => ({
  ...subscription(),
  filter,
  description: 'Alla riktlinjer',
  recipients: ['Göteborgsregionens kommunalförbund'],
  reminders: [365, 1],
  maxPerSecond: 0.5,
  state: 'disabled',
  disabledReason: 'gone',
  disabledAt: plus(now, 10),
  failingSince: plus(now, -10),
  renewedAt: plus(now, -20),
  sealedSecret: 'c2VhbGVk',
  sealedPrivateKey: 'c2VhbGVkIHRvbw',
  publicKey: 'whpk_c2VlbiBieSBhbGw',
  previousKeys: [
    { sealedSecret: 'b2xk', sealedPrivateKey: 'b2xkIHRvbw', until: plus(now, 86_400_000) },
    { sealedSecret: 'b2xkZXI', until: plus(now, 1) },
  ],
});

/** A feed link with every field there is. */
export const feedLink = (changes: Partial<FeedLink> = {}): Required<FeedLink> => ({
  feedLinkId: newId(),
  organisation: 'alingsas',
  feed: 'calendar.ics',
  filter,
  secretHash: 'ef'.repeat(32),
  createdAt: now,
  ...changes,
});

/** A delivery that waits, of an event recorded then. */
export const delivery = (changes: Partial<Delivery> = {}, recordedAt = now): Delivery => {
  const about = event(newId(), 1, recordedAt);
  return {
    subscriptionId: newId(),
    deliveryId: deliveryIdOf(about),
    eventId: about.id,
    type: about.type,
    state: 'waiting',
    attempts: [],
    spent: 0,
    openedAt: recordedAt,
    nextAttemptAt: recordedAt,
    createdAt: recordedAt,
    revision: 1,
    ...changes,
  };
};

/** The delivery after a change, so that it takes the place of the one before. */
export const changed = (before: Delivery, changes: Partial<Delivery> = {}): Delivery => ({
  ...before,
  ...changes,
  revision: before.revision + 1,
});

/** The delivery once its event was accepted. */
export const delivered = ({ nextAttemptAt: _none, ...before }: Delivery): Delivery =>
  changed(before, { state: 'delivered', attempts: [{ at: now, status: 204, durationMs: 12.5 }] });

/** A delivery with every field there is. */
export const fullDelivery = (): Required<Delivery> => ({
  ...delivery(),
  attempts: [
    { at: now, durationMs: 15_000, error: 'timeout' },
    { at: plus(now, 5000), status: 503, durationMs: 3.5, error: 'refused' },
  ],
  spent: 2,
  nextAttemptAt: plus(now, 300_000),
  event: {
    specversion: '1.0',
    id: `${newId()}-test`,
    source: 'ikraft',
    type: 'subscription.test',
    subject: newId(),
    time: now,
    recordedtime: now,
    datacontenttype: 'application/json',
    data: { message: 'Ett prov', nested: { list: [1, null] } },
  },
  duty: { documentId: newId(), decisionId: newId(), recipients: ['Nämnden', 'GR'] },
  replayId: newId(),
});

/** An endpoint about which there is everything to know. */
export const fullEndpoint = (subscriptionId: string) => {
  const health: Required<Endpoint['health']> = {
    acceptedAt: plus(now, -6000),
    failingSince: plus(now, -5000),
    failures: 7,
    trips: 1,
    pausedUntil: plus(now, 30_000),
    recoveringSince: plus(now, -9000),
  };
  return {
    subscriptionId,
    health,
    freeAt: plus(now, 20),
    wokenAt: plus(now, 60_000),
    learntAt: plus(now, -1),
    toldOf: plus(now, -2),
  } satisfies Required<Endpoint>;
};

export const dutyReceipt = (changes: Partial<DutyReceipt> = {}): DutyReceipt => ({
  documentId: newId(),
  decisionId: newId(),
  recipient: 'Nämnden för barn & unga #1',
  subscriptionId: newId(),
  organisation: 'alingsas',
  deliveryId: delivery().deliveryId,
  ...changes,
});

/** A replay with every field there is. */
export const replay = (changes: Partial<Replay> = {}): Required<Replay> => ({
  subscriptionId: newId(),
  replayId: newId(),
  since: plus(now, -86_400_000),
  until: now,
  only: 'undelivered',
  state: 'running',
  deliveries: 12,
  cursor: 'eyJhIjoxfQ',
  resumesAt: plus(now, 10_000),
  requestedAt: now,
  revision: 1,
  ...changes,
});
