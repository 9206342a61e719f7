import type { Calendar } from '../domain/calendar.ts';
import { toCloudEvents } from '../domain/cloud-event.ts';
import type { Decision } from '../domain/decision.ts';
import type { Change, Document } from '../domain/document.ts';
import type { CloudEvent, EventFact } from '../domain/events.ts';
import type { Instant, TimeZone } from '../domain/instant.ts';
import { nextDue, replan } from '../domain/plan.ts';
import { advance, type Context, isExhausted } from '../domain/project.ts';
import { recipientKey } from '../domain/recipient.ts';
import { recipientsTold } from '../domain/recipients-told.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Timeline } from '../domain/timeline.ts';
import { type Warning, warningsOf } from '../domain/warnings.ts';
import type { CreateDependencies } from './document-write.ts';
import { deliveryFor } from './place-delivery.ts';
import type { Subscriptions } from './ports.ts';
import { type Prepared, prepare, type Statement } from './prepare-decision.ts';
import { type GroupMember, prepareGroup, type RecordGroupInput } from './record-group.ts';
import { UnitOfWork } from './unit-of-work.ts';

export interface PreviewDependencies extends CreateDependencies {
  readonly subscriptions: Pick<Subscriptions, 'enabled'>;
}

/** Who would be told of a decision, and of what comes of it. */
export interface Told {
  readonly subscriptions: readonly {
    readonly subscriptionId: string;
    readonly organisation: string;
    /** How many of the events, coming ones among them. */
    readonly events: number;
  }[];
  readonly recipients: readonly {
    readonly name: string;
    /** Subscriptions that stand for the recipient; none where the decision is to be sent by other means. */
    readonly subscriptions: number;
  }[];
}

/** What one decision would do to its document. */
export interface Previewed {
  readonly decision: Decision;
  /** As it would be; as it is where the decision would be refused. */
  readonly document: Document;
  readonly timeline: Timeline;
  readonly warnings: readonly Warning[];
  /** Every reason why it would be refused. */
  readonly conflicts: readonly Refusal[];
}

/** Something that would be told. */
export interface Foretold {
  readonly documentId: string;
  readonly timeZone: TimeZone;
  readonly fact: EventFact;
  readonly event: CloudEvent;
}

/** What would be told, and whom. */
export interface Consequences {
  /** What would be told at once. */
  readonly now: readonly Foretold[];
  /** What would be told of these documents as time passes, in order. */
  readonly coming: readonly Foretold[];
  /** False where more is to come than is listed. */
  readonly comingInFull: boolean;
  readonly told: Told;
}

export interface Preview extends Consequences {
  readonly item: Previewed;
}

export interface GroupPreview extends Consequences {
  readonly items: readonly Previewed[];
}

/** More that is to come is not listed. */
const mostForetold = 1_000;

/** What recording the decision would do; nothing is written. @throws Refusal, PreconditionFailedError */
export const previewDecision = async (
  dependencies: PreviewDependencies,
  statement: Statement,
): Promise<Preview> => {
  const work = new UnitOfWork(dependencies);
  const context = contextOf(dependencies);
  const prepared = await prepare(dependencies, work, statement, context);
  const changes = await changesOf(work, [prepared]);
  return {
    item: previewed(prepared, changes, context),
    ...(await consequencesOf(dependencies, [prepared], changes, context)),
  };
};

/** The same of one decision about several documents. @throws Refusal */
export const previewGroup = async <Member extends GroupMember>(
  dependencies: PreviewDependencies,
  input: RecordGroupInput<Member>,
): Promise<GroupPreview> => {
  const work = new UnitOfWork(dependencies);
  const context = contextOf(dependencies);
  const prepared = await prepareGroup(dependencies, work, input, dependencies.ids.next());
  const changes = await changesOf(work, prepared);
  return {
    items: prepared.map((one) => previewed(one, changes, context)),
    ...(await consequencesOf(dependencies, prepared, changes, context)),
  };
};

const contextOf = ({ clock, calendar }: PreviewDependencies): Context => ({
  now: clock.now(),
  calendar,
});

/** Every document as it would be written, by id; undefined where nothing would be. */
type Changes = ReadonlyMap<string, Change> | undefined;

const changesOf = async (work: UnitOfWork, prepared: readonly Prepared[]): Promise<Changes> =>
  prepared.some(({ judged }) => judged.refusals.length > 0)
    ? undefined
    : new Map((await work.writes()).map((write) => [write.document.documentId, write]));

const previewed = (
  { document, decision, judged }: Prepared,
  changes: Changes,
  context: Context,
): Previewed => ({
  decision,
  document: changes?.get(document.documentId)?.document ?? document,
  timeline: changes === undefined ? judged.before : judged.after,
  warnings: warningsOf(document, decision, judged, context),
  conflicts: judged.refusals,
});

const consequencesOf = async (
  dependencies: PreviewDependencies,
  prepared: readonly Prepared[],
  changes: Changes = new Map(),
  { now, calendar }: Context,
): Promise<Consequences> => {
  const told = [...changes.values()].flatMap(foretoldBy);
  const coming = prepared
    .flatMap(({ document, judged }) => {
      const change = changes.get(document.documentId);
      return change === undefined ? [] : comingOf(change.document, judged.after, calendar);
    })
    .sort(({ event: a }, { event: b }) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const listed = coming.slice(0, mostForetold);
  const subscriptions = await dependencies.subscriptions.enabled();
  return {
    now: told,
    coming: listed,
    comingInFull: listed.length === coming.length,
    told: {
      subscriptions: tellable(subscriptions, [...told, ...listed], now),
      recipients: changes.size === 0 ? [] : recipientsOf(prepared, subscriptions),
    },
  };
};

const foretoldBy = ({ document, facts }: Change): Foretold[] => {
  const { documentId, timeZone } = document;
  const events = toCloudEvents(document, facts);
  return facts.flatMap((fact, index) => {
    const event = events[index];
    return event === undefined ? [] : { documentId, timeZone, fact, event };
  });
};

/** What time will tell of the document, as it will tell it; no more than one too many to be listed. */
const comingOf = (document: Document, whole: Timeline, calendar: Calendar): Foretold[] => {
  const events: Foretold[] = [];
  let standing = document;
  for (let at = nextDue(standing); at !== undefined; at = nextDue(standing)) {
    const { document: advanced, facts } = advance(standing, { now: at, calendar });
    const sequence = standing.sequence + facts.length;
    standing = { ...advanced, changedAt: at, sequence };
    events.push(...foretoldBy({ document: standing, facts }));
    if (events.length > mostForetold) return events;
    if (isExhausted(standing, at)) standing = replan(standing, [], whole, calendar);
  }
  return events;
};

const tellable = (
  subscriptions: readonly Subscription[],
  events: readonly Foretold[],
  now: Instant,
): Told['subscriptions'] =>
  subscriptions.flatMap((subscription) => {
    const { subscriptionId, organisation } = subscription;
    const told = events.filter(
      ({ event }) => deliveryFor(subscription, event, { now }) !== undefined,
    );
    return told.length === 0 ? [] : { subscriptionId, organisation, events: told.length };
  });

const recipientsOf = (
  prepared: readonly Prepared[],
  subscriptions: readonly Subscription[],
): Told['recipients'] => {
  const names = prepared.flatMap(({ decision, judged }) => recipientsTold(decision, judged.before));
  return [...new Map(names.map((name) => [recipientKey(name), name]))].map(([key, name]) => ({
    name,
    subscriptions: subscriptions.filter(({ recipients = [] }) =>
      recipients.some((own) => recipientKey(own) === key),
    ).length,
  }));
};
