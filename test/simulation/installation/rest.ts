import { documentDueAt } from '#shared/adapters/indexes.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { between, shift } from '#shared/domain/instant.ts';
import { matches, type Subscription } from '#shared/domain/subscription.ts';
import type { Installation } from './installation.ts';
import { addressOf } from './receiving.ts';

/** Every event that the log holds, as a reader with a cursor gets them, and by id how often. */
const readAll = async ({ stores }: Installation): Promise<readonly CloudEvent[]> => {
  const events: CloudEvent[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await stores.log.read({ limit: 100, ...(after !== undefined && { after }) });
    events.push(...page.events);
    after = page.cursor;
    more = page.more;
  }
  return events;
};

/** Every event of every write is in the log, for who reads one document and for who reads them all. */
export const checkLog = async (world: Installation): Promise<void> => {
  const { watch, stores } = world;
  const read = new Set((await readAll(world)).map(({ id }) => id));
  for (const { document } of watch.documents.values()) {
    const { documentId, sequence } = document;
    const placed = await stores.log.ofDocument({ documentId, after: 0, limit: 1_000 });
    if (placed.length !== sequence) {
      watch.violated(
        `the log has ${placed.length} events of ${documentId} without a gap, of ${sequence}`,
      );
    }
  }
  for (const id of watch.events.keys()) {
    if (!read.has(id)) watch.violated(`a reader of the log never sees ${id}`);
  }
};

/** What the subscription was there for, asked for, and has not accepted. */
const lacking = (
  { watch, receivers }: Installation,
  { subscriptionId, filter, target }: Subscription,
  events: readonly CloudEvent[],
): readonly string[] => {
  const since = watch.subscribedAt.get(subscriptionId) ?? '9999';
  const accepted = receivers.accepted.get(addressOf(target));
  return events
    .filter((event) => (watch.events.get(event.id)?.at ?? '') > since && matches(filter, event))
    .flatMap(({ id }) => (accepted?.has(id) ? [] : id));
};

/** These subscriptions have accepted everything that they ask for, and nothing else. */
export const checkTold = async (
  world: Installation,
  subscriptions: readonly Subscription[],
): Promise<void> => {
  const { watch, receivers } = world;
  const events = await readAll(world);
  for (const subscription of subscriptions) {
    const { subscriptionId, filter, target, recipients = [], reminders = [] } = subscription;
    const never = lacking(world, subscription, events);
    if (never.length > 0) {
      watch.violated(`${subscriptionId} never got ${never.length} events, ${never[0]} the first`);
    }
    if (recipients.length > 0 || reminders.length > 0) continue;
    for (const id of receivers.accepted.get(addressOf(target))?.keys() ?? []) {
      // As it was told: an event that was erased since says less.
      const told = watch.events.get(id)?.event;
      if (told === undefined || matches(filter, told)) continue;
      watch.violated(`${subscriptionId} got ${id}, for which it did not ask`);
    }
  }
};

/** One delivery of an event to a subscription; none waits, or one that waits will be attempted. */
export const checkDeliveries = async (
  { watch, stores, surroundings }: Installation,
  subscriptions: readonly Subscription[],
  mayWait: boolean,
): Promise<void> => {
  const { now } = surroundings.time;
  for (const { subscriptionId, state } of subscriptions) {
    const { items } = await stores.deliveries.list({ subscriptionId, now, limit: 10_000 });
    const ids = items.filter(({ event }) => event === undefined).map(({ eventId }) => eventId);
    if (new Set(ids).size < ids.length) watch.violated(`${subscriptionId} has an event twice`);
    const health = (await stores.endpoints.read(subscriptionId))?.health;
    const isPaused = (health?.pausedUntil ?? '') > now;
    const orphans = items.filter(
      ({ nextAttemptAt }) =>
        nextAttemptAt !== undefined &&
        (!mayWait || (nextAttemptAt < shift(now, -180_000) && !isPaused)),
    );
    const [orphan] = state === 'enabled' ? orphans : [];
    if (orphan !== undefined) {
      watch.violated(`${orphan.deliveryId} of ${subscriptionId} waits, and nobody makes it`);
    }
  }
};

/** A wake-up that is only ahead of it by this much goes by queue. */
const nearMilliseconds = 10 * 60_000;

/** Nothing due is left, and each coming change has a schedule or a message that comes in time. */
export const checkDue = (world: Installation, isLater: boolean): void => {
  const { watch, schedules, queues, surroundings } = world;
  const { now } = surroundings.time;
  // Uploads and erasures that nobody could look at are looked at ever more seldom.
  const next = isLater ? watch.nextDue : watch.nextChange;
  if (next !== undefined && next < shift(now, -60_000)) {
    watch.violated(`something is due since ${next}`);
  }
  for (const { document } of watch.documents.values()) {
    const due = documentDueAt(document);
    if (due === undefined || between(now, due) <= nearMilliseconds) continue;
    const isFar = between(now, due) > 13 * 86_400_000;
    if (isLater && !isFar && !schedules.standing.has(due) && queues.wakeUps.underWay === 0) {
      watch.violated(`nothing wakes ${document.documentId} at ${due}`);
    }
  }
  for (const [instant, fireAt] of schedules.standing) {
    if (fireAt < shift(now, -60 * 60_000)) watch.violated(`the schedule of ${instant} never ends`);
  }
};

/** What an operator would find lying about. */
export const checkEmpty = ({ queues, streams, watch }: Installation): void => {
  for (const { name, deadLetters } of Object.values(queues)) {
    if (deadLetters.length > 0) watch.violated(`${deadLetters.length} dead letters of ${name}`);
  }
  for (const { name, failures, underWay } of Object.values(streams)) {
    if (failures.length > 0) watch.violated(`${failures.length} failures of ${name}`);
    if (underWay > 0) watch.violated(`${underWay} records that ${name} never takes`);
  }
};

/** One document and one decision for each request, however often it was sent. */
export const checkOnce = async ({ stores, watch }: Installation): Promise<void> => {
  const registered = [...watch.events.values()]
    .filter(({ event }) => event.type === 'document.registered')
    .map(({ event }) => String(event.data.title));
  if (new Set(registered).size < registered.length)
    watch.violated('a request has registered twice');
  for (const documentId of watch.documents.keys()) {
    const notes = (await stores.repository.decisions(documentId)).map(({ note }) => note);
    if (new Set(notes).size < notes.length)
      watch.violated(`a request decided twice: ${documentId}`);
    await watch.checkDecisions(stores, documentId);
  }
};

/** What was erased is gone: the files, and what the log told of an erased draft. */
export const checkErased = async ({ stores, watch }: Installation): Promise<void> => {
  for (const { document } of watch.documents.values()) {
    const { documentId, erased } = document;
    if (erased?.erasure.state === 'pending') watch.violated(`${documentId} is never erased`);
    for (const version of await stores.repository.versions(documentId)) {
      if (version.state !== 'erased') continue;
      const file = await stores.files.open(version.key);
      if (version.erasure.state === 'pending' || file !== undefined) {
        watch.violated(`version ${version.version} of ${documentId} is never erased`);
      }
    }
    const placed = erased === undefined ? [] : await stores.log.placed(documentId);
    const telling = placed.find(({ data }) => String(data.title).startsWith('Guideline'));
    if (telling !== undefined)
      watch.violated(`the log still tells ${telling.id} of an erased draft`);
  }
};
