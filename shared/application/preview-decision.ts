import { toCloudEvents } from '../domain/cloud-event.ts';
import type { Decision } from '../domain/decision.ts';
import type { Change, Document } from '../domain/document.ts';
import type { CloudEvent } from '../domain/events.ts';
import type { Instant } from '../domain/instant.ts';
import { nextDue } from '../domain/plan.ts';
import { advance, type Context } from '../domain/project.ts';
import { recipientKey } from '../domain/recipient.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Timeline } from '../domain/timeline.ts';
import { type Warning, warningsOf } from '../domain/warnings.ts';
import type { CreateDependencies } from './document-write.ts';
import { deliveryFor } from './place-delivery.ts';
import type { Subscriptions } from './ports.ts';
import { type Prepared, prepare, type Statement } from './prepare-decision.ts';
import { prepareGroup, type RecordGroupInput } from './record-group.ts';
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

export interface Preview {
  readonly items: readonly Previewed[];
  /** What would be told at once. */
  readonly now: readonly CloudEvent[];
  /** What would be told as time passes, as far as it is planned. */
  readonly coming: readonly CloudEvent[];
  readonly told: Told;
}

/** What recording the decision would do; nothing is written. @throws Refusal, PreconditionFailedError */
export const previewDecision = async (
  dependencies: PreviewDependencies,
  statement: Statement,
): Promise<Preview> => {
  const work = new UnitOfWork(dependencies);
  const { clock, calendar } = dependencies;
  const context = { now: clock.now(), calendar };
  const prepared = await prepare(dependencies, work, statement, context);
  return previewOf(dependencies, work, [prepared], context);
};

/** The same of one decision about several documents. @throws Refusal */
export const previewGroup = async (
  dependencies: PreviewDependencies,
  input: RecordGroupInput,
): Promise<Preview> => {
  const work = new UnitOfWork(dependencies);
  const { clock, calendar, ids } = dependencies;
  const context = { now: clock.now(), calendar };
  const prepared = await prepareGroup(dependencies, work, input, ids.next());
  return previewOf(dependencies, work, prepared, context);
};

const previewOf = async (
  dependencies: PreviewDependencies,
  work: UnitOfWork,
  prepared: readonly Prepared[],
  context: Context,
): Promise<Preview> => {
  const isRefused = prepared.some(({ judged }) => judged.refusals.length > 0);
  const changes = isRefused
    ? []
    : (await work.writes()).map(({ document, facts }) => ({ document, facts }));
  const now = changes.flatMap(({ document, facts }) => toCloudEvents(document, facts));
  const coming = changes
    .flatMap((change) => foretold(change, context))
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const subscriptions = await dependencies.subscriptions.enabled();
  const written = new Map(changes.map(({ document }) => [document.documentId, document]));
  return {
    items: prepared.map(({ document, decision, judged }) => ({
      decision,
      document: written.get(document.documentId) ?? document,
      timeline: isRefused ? judged.before : judged.after,
      warnings: warningsOf(document, decision, judged, context),
      conflicts: judged.refusals,
    })),
    now,
    coming,
    told: {
      subscriptions: tellable(subscriptions, [...now, ...coming], context.now),
      recipients: recipientsOf(prepared, subscriptions),
    },
  };
};

/** Everything that the plan will tell, as time will tell it. */
const foretold = ({ document }: Change, { calendar }: Context): CloudEvent[] => {
  const events: CloudEvent[] = [];
  let standing = document;
  for (let at = nextDue(standing); at !== undefined; at = nextDue(standing)) {
    const { document: advanced, facts } = advance(standing, { now: at, calendar });
    standing = { ...advanced, changedAt: at, sequence: standing.sequence + facts.length };
    events.push(...toCloudEvents(standing, facts));
  }
  return events;
};

const tellable = (
  subscriptions: readonly Subscription[],
  events: readonly CloudEvent[],
  now: Instant,
): Told['subscriptions'] =>
  subscriptions.flatMap((subscription) => {
    const { subscriptionId, organisation } = subscription;
    const told = events.filter((event) => deliveryFor(subscription, event, { now }) !== undefined);
    return told.length === 0 ? [] : { subscriptionId, organisation, events: told.length };
  });

const recipientsOf = (
  prepared: readonly Prepared[],
  subscriptions: readonly Subscription[],
): Told['recipients'] => {
  const names = prepared.flatMap(({ decision }) =>
    'recipients' in decision ? decision.recipients.map(({ name }) => name) : [],
  );
  return [...new Map(names.map((name) => [recipientKey(name), name]))].map(([key, name]) => ({
    name,
    subscriptions: subscriptions.filter(({ recipients = [] }) =>
      recipients.some((own) => recipientKey(own) === key),
    ).length,
  }));
};
