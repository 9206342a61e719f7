import { virtualClock } from '#shared/adapters/memory/clock.ts';
import { memoryDeliveries } from '#shared/adapters/memory/deliveries.ts';
import { memoryDeliveryQueue } from '#shared/adapters/memory/delivery-queue.ts';
import { memoryDuties } from '#shared/adapters/memory/duties.ts';
import { memoryEndpoints } from '#shared/adapters/memory/endpoints.ts';
import { memoryEventLog } from '#shared/adapters/memory/event-log.ts';
import { sequentialIds } from '#shared/adapters/memory/ids.ts';
import { memorySecretBox } from '#shared/adapters/memory/secret-box.ts';
import { memorySender } from '#shared/adapters/memory/sender.ts';
import { memorySubscriptions } from '#shared/adapters/memory/subscriptions.ts';
import { deliverDue } from '#shared/application/deliver-due.ts';
import { fanOut } from '#shared/application/fan-out.ts';
import type { Outcome } from '#shared/application/ports.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { shift } from '#shared/domain/instant.ts';

type Answer = Parameters<typeof memorySender>[0];

export const accepted: Outcome = { status: 204, durationMs: 0 };
export const refused = (status = 500, retryAfter?: string): Outcome => ({
  status,
  durationMs: 0,
  error: 'refused',
  ...(retryAfter !== undefined && { retryAfter }),
});

/** Everything from an event to a receiver, over memory; time passes only because someone waits for it. */
export const deliveryUseCases = (answer: Answer = () => accepted) => {
  const clock = virtualClock('2026-07-01T08:00:00.000Z', { jumps: true });
  const dependencies = {
    clock,
    subscriptions: memorySubscriptions({ clock }),
    deliveries: memoryDeliveries({ clock }),
    endpoints: memoryEndpoints(),
    duties: memoryDuties(),
    log: memoryEventLog(),
    queue: memoryDeliveryQueue(),
    secrets: memorySecretBox,
    sign: ({ keys }: { readonly keys: readonly string[] }) =>
      keys.map((key) => `v1,${key}`).join(' '),
    sender: memorySender(answer),
    ids: sequentialIds(),
    random: () => 0.5,
  };
  const serve = (subscriptionId: string, deliveryIds: readonly string[] = []) =>
    deliverDue(dependencies, {
      subscriptionId,
      deliveryIds,
      deadline: shift(clock.now(), 35_000),
    });
  return {
    ...dependencies,
    serve,
    /** Puts the events where they belong, without serving anyone. */
    place: async (...events: readonly CloudEvent[]) => {
      await dependencies.log.append(events);
      const { place, wake } = await fanOut(dependencies);
      for (const event of events) await place(event);
      await wake();
    },
    /** Time passes, and the endpoint is woken. */
    later: async (subscriptionId: string, milliseconds: number) => {
      clock.advance(milliseconds);
      return serve(subscriptionId);
    },
    /** Every delivery of the subscription, oldest first. */
    deliveriesOf: async (subscriptionId: string) => {
      const page = { subscriptionId, now: clock.now(), limit: 1_000 };
      return (await dependencies.deliveries.list(page)).items.toReversed();
    },
  };
};
