import { type Attempt, type Delivery, deliveryIdOf, testDelivery } from '../domain/delivery.ts';
import type { SubscriptionEvent } from '../domain/events.ts';
import { type Instant, shift } from '../domain/instant.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Subscription } from '../domain/subscription.ts';
import { testEvent } from '../domain/subscription-event.ts';
import { getSubscription, type OneSubscription } from './list-subscriptions.ts';
import { type Claim, once } from './once.ts';
import type { Clock, Deliveries, Ids, Subscriptions, Tester } from './ports.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface TestSubscriptionDependencies {
  readonly subscriptions: Pick<Subscriptions, 'get' | 'receipt'>;
  readonly deliveries: Pick<Deliveries, 'create' | 'get'>;
  readonly tester: Tester;
  readonly ids: Ids;
  readonly clock: Pick<Clock, 'now'>;
}

export interface TestedSubscription extends Pick<Delivery, 'deliveryId' | 'eventId'> {
  readonly attempt: Attempt;
}

/** Sends a test event the way that all events go, also while it is disabled. @throws Refusal */
export const testSubscription = (
  dependencies: TestSubscriptionDependencies,
  { claim, ...which }: OneSubscription & { readonly claim?: Claim | undefined },
): Promise<TestedSubscription> => {
  const { subscriptions, tester } = dependencies;
  const { subscriptionId } = which;
  const attempted = async (deliveryId: string, eventId: string): Promise<TestedSubscription> => ({
    deliveryId,
    eventId,
    attempt: await tester.attempt({ subscriptionId, deliveryId }),
  });
  return once(
    subscriptions,
    claim,
    async () => {
      const subscription = await getSubscription(dependencies, which);
      const { deliveryId, eventId } = await retryOnConflict(() =>
        newTest(dependencies, subscription, claim),
      );
      return attempted(deliveryId, eventId);
    },
    async ({ deliveryId, eventId }) => {
      await getSubscription(dependencies, which);
      return attempted(String(deliveryId), String(eventId));
    },
  );
};

/** Longer than an attempt may take: a test that has none then has lost whoever was to make it. */
const secondsUnderWay = 20;

/**
 * At most one a second, and at most one under way: a test has the id of its second, so that of two at the
 * same moment only one can be put, and those of the seconds before say when they were made.
 */
const newTest = async (
  { deliveries, ids, clock }: TestSubscriptionDependencies,
  subscription: Subscription,
  claim: Claim | undefined,
): Promise<Delivery> => {
  const { subscriptionId } = subscription;
  const now = clock.now();
  const event = testEvent(subscription, { testId: ids.next(), now });
  const test = { ...testDelivery(event, now), deliveryId: idInSecond(event, now) };
  const { deliveryId, eventId } = test;
  const ago = (seconds: number) => shift(now, -1000 * seconds);
  const recent = await deliveries.get(
    subscriptionId,
    Array.from({ length: secondsUnderWay + 1 }, (_, seconds) => idInSecond(event, ago(seconds))),
  );
  if (recent.some(({ createdAt }) => createdAt > ago(1))) throw tooOften();
  const underWay = recent.filter(({ attempts }) => attempts.length === 0);
  if (underWay.some(({ createdAt }) => createdAt > ago(secondsUnderWay))) throw stillUnderWay();

  const receipt = claim && { ...claim, created: { deliveryId, eventId } };
  const standing = await deliveries.create(test, receipt);
  if (standing.eventId !== eventId) throw tooOften();
  return test;
};

const idInSecond = (event: SubscriptionEvent, at: Instant): string =>
  deliveryIdOf({ ...event, id: `${event.subject}-test` }, `${at.slice(0, 19)}.000Z`);

const tooOften = (): Refusal =>
  new Refusal('too_often', 'A test was made less than a second ago: wait a second.');

const stillUnderWay = (): Refusal =>
  new Refusal('too_often', 'A test is under way: wait until it is answered, at most 20 seconds.');
