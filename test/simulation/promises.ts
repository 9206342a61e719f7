import { matches, type SubscriptionFilter } from '#shared/domain/subscription.ts';
import { type DeliveryWorld, idOf } from './delivery-world.ts';

/** What a subscriber was promised, and how it came out; everything is empty where the promise was kept. */
export const brokenPromises = async (
  world: DeliveryWorld,
  number: number,
  filter: SubscriptionFilter = {},
) => {
  const promised = new Set(
    (await world.events()).filter((event) => matches(filter, event)).map(({ id }) => id),
  );
  const rows = (await world.rows(number)).filter(({ event }) => event === undefined);
  const documents = world.accepted(number).filter(({ eventType }) => !isOwn(eventType));
  const bodies = new Map(world.attemptsAt(number).map(({ eventId, body }) => [eventId, body]));
  const accepted = new Set(documents.map(({ eventId }) => eventId));
  const lease = await world.endpoints.acquire({
    subscriptionId: idOf(number),
    worker: 'inspector',
    now: world.clock.now(),
    until: world.clock.now(),
  });
  return {
    lost: [...promised].filter((id) => !accepted.has(id)),
    neverAsked: [...accepted].filter((id) => !promised.has(id)),
    rowsTooMany: rows.length - new Set(rows.map(({ eventId }) => eventId)).size,
    stillWaiting: rows.filter(({ state }) => state === 'waiting').map(({ eventId }) => eventId),
    changed: world.attemptsAt(number).filter(({ eventId, body, headers }) => {
      const { id } = JSON.parse(body);
      return id !== eventId || headers['webhook-id'] !== eventId || body !== bodies.get(eventId);
    }),
    stillTaken: lease === undefined,
    failures: world.failures,
    deadLetters: world.queues.toDeliver.deadLetters,
  };
};

export const kept: Awaited<ReturnType<typeof brokenPromises>> = {
  lost: [],
  neverAsked: [],
  rowsTooMany: 0,
  stillWaiting: [],
  changed: [],
  stillTaken: false,
  failures: [],
  deadLetters: [],
};

const isOwn = (eventType: string): boolean => eventType.startsWith('subscription.');
