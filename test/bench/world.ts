import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memoryDuties } from '#shared/adapters/memory/duties.ts';
import { memoryEndpoints } from '#shared/adapters/memory/endpoints.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { systemClock } from '#shared/adapters/system/clock.ts';
import { systemIds } from '#shared/adapters/system/ids.ts';
import { signWebhook } from '#shared/adapters/webhook/sign.ts';
import { type DeliverResult, deliverDue } from '#shared/application/deliver-due.ts';
import type { Sender } from '#shared/application/ports.ts';
import { newDelivery } from '#shared/domain/delivery.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { shift } from '#shared/domain/instant.ts';
import { event } from '../support/events.ts';
import { subscription as subscriptionOf } from '../support/subscriptions.ts';

/** Events of as many documents, each about the size that a change of status has. */
export const someEvents = (count: number): CloudEvent[] =>
  Array.from({ length: count }, (_, number) => {
    const documentId = `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
    return {
      ...event(),
      id: `${documentId}-0000000001`,
      subject: documentId,
      data: { ...event().data, documentId, wording: 'x'.repeat(700) },
    };
  });

/** Sends to webhooks, of which there is nothing else here. */
export const webhooksOnly = (sender: Sender<'webhook'>): Sender => ({
  send: ({ target, ...message }) => {
    if (target.type !== 'webhook') throw new Error('There are only webhooks here');
    return sender.send({ target, ...message });
  },
});

/** One subscription with a delivery of each event waiting, in memory but for the sender. */
export const waitingDeliveries = async (
  events: readonly CloudEvent[],
  receiver: { readonly url: string; readonly sender: Sender; readonly forMs?: number },
): Promise<{ deliver(): Promise<DeliverResult> }> => {
  const { url, sender, forMs = 60_000 } = receiver;
  const clock = systemClock;
  const subscriptions = memorySubscriptions({ clock });
  const deliveries = memoryDeliveries({ clock });
  const log = memoryEventLog();
  // A rate that never makes anything wait.
  const subscription = subscriptionOf(1, { target: { type: 'webhook', url }, maxPerSecond: 1e6 });
  const { subscriptionId } = subscription;
  await subscriptions.create(subscription);
  await log.append(events);
  const now = clock.now();
  for (const each of events)
    await deliveries.create(newDelivery(each, { subscriptionId }, { now }));

  const dependencies = {
    subscriptions,
    deliveries,
    log,
    sender,
    clock,
    endpoints: memoryEndpoints(),
    duties: memoryDuties(),
    queue: memoryDeliveryQueue(),
    secrets: memorySecretBox,
    sign: signWebhook,
    ids: systemIds,
    random: Math.random,
  };
  return {
    deliver: () => {
      const deadline = shift(clock.now(), forMs);
      return deliverDue(dependencies, { subscriptionId, deliveryIds: [], deadline });
    },
  };
};
