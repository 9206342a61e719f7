import type { Decision } from '../domain/decision.ts';
import type { Document, Outbox } from '../domain/document.ts';
import type { CloudEvent } from '../domain/events.ts';
import { between, type Instant, shift } from '../domain/instant.ts';
import { nextDue } from '../domain/plan.ts';
import type { MonthFigures, Repaired } from '../domain/punctuality.ts';
import { lostSequences, rebuilt, resent } from '../domain/rebuild.ts';
import { figuresOf, reconciliation } from '../domain/reconciliation.ts';
import { type DocumentDependencies, dueWrite, writeOf } from './document-write.ts';
import { planWakeUps } from './plan-wakeups.ts';
import type { Clock, EventBus, EventLog, WakeUps } from './ports.ts';
import { relinkSuccessors } from './reconcile-links.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

export interface ReconcileDocumentDependencies extends DocumentDependencies {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<EventLog, 'append' | 'placed'>;
  readonly bus: EventBus;
  readonly wakeUps: WakeUps;
}

export interface ReconcileDocumentInput {
  readonly documentId: string;
  /** Instants for which this invocation has asked for a wake-up. */
  readonly woken: Set<Instant>;
  /** Told of each thing as soon as it has been set right. */
  readonly report: (repaired: Repaired) => void;
}

/** The relay may be under way with what was written since. */
export const graceMilliseconds = 15 * 60_000;
/** Wake-ups further ahead than this are asked for by a later pass. */
const wakeUpMilliseconds = 14 * 86_400_000;

/** Sets right what is stored and told about one document, and counts how punctually its changes were told. */
export const reconcileDocument = async (
  dependencies: ReconcileDocumentDependencies,
  { documentId, woken, report }: ReconcileDocumentInput,
): Promise<readonly MonthFigures[]> => {
  const known = await retryOnConflict(() => setRight(dependencies, documentId, report));
  if (known === undefined) return [];
  const { document, events, decisions } = known;
  await relinkSuccessors(dependencies, { document, decisions, report });
  await wake(dependencies, document, woken);
  return figuresOf(events);
};

interface Known {
  readonly document: Document;
  readonly decisions: readonly Decision[];
  readonly events: readonly CloudEvent[];
}

/**
 * The log first: what the latest write had to tell is on the document only until the next one. Then one write of
 * everything that differs, and of what it has to tell.
 */
const setRight = async (
  dependencies: ReconcileDocumentDependencies,
  documentId: string,
  report: (repaired: Repaired) => void,
): Promise<Known | undefined> => {
  const { repository, log, calendar, clock } = dependencies;
  const [outbox, decisions, placed] = await Promise.all([
    repository.outbox(documentId),
    repository.decisions(documentId),
    log.placed(documentId),
  ]);
  if (outbox === undefined || outbox.document.withdrawnAt !== undefined) return undefined;
  const { document } = outbox;
  const now = clock.now();
  const isSettled = between(document.changedAt, now) >= graceMilliseconds;
  const restored = isSettled
    ? await restore(dependencies, outbox, decisions, placed, report)
    : placed;
  const events = isSettled ? restored : undefined;
  const { change, repaired } = reconciliation({ document, decisions, events }, { now, calendar });
  if (change.document === document) return { document, decisions, events: restored };
  const write = await writeOf(dependencies, document, change);
  await repository.commit({ documents: [write] });
  for (const one of repaired) report(one);
  return {
    document: await applyRest(dependencies, write.document),
    decisions,
    events: restored,
  };
};

/** Places the events that the log lacks: on the bus first, so that whatever the log has was sent. */
export const restore = async (
  {
    repository,
    log,
    bus,
    calendar,
  }: Pick<ReconcileDocumentDependencies, 'repository' | 'bus' | 'calendar'> & {
    readonly log: Pick<EventLog, 'append'>;
  },
  outbox: Outbox,
  decisions: readonly Decision[],
  placed: readonly CloudEvent[],
  report: (repaired: Repaired) => void,
): Promise<readonly CloudEvent[]> => {
  const { document } = outbox;
  const { documentId } = document;
  const lost = lostSequences(document, placed);
  if (lost.length === 0) return placed;
  const again = resent(outbox, lost);
  const older = lost.slice(0, lost.length - again.length);
  const made =
    older.length === 0
      ? []
      : rebuilt(
          { document, decisions, versions: await repository.versions(documentId) },
          older,
          [...placed, ...again],
          calendar,
        );
  const events = [...made, ...again];
  await bus.publish(events);
  await log.append(events);
  const detail = ({ sequence, type }: CloudEvent) => `${Number(sequence)} ${type}`;
  for (const one of made) report({ documentId, repair: 'rebuilt', detail: detail(one) });
  for (const one of again) report({ documentId, repair: 'resent', detail: detail(one) });
  return [...placed, ...events].sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
};

/** A plan that was cut short is made anew as it is used up: more may be due on it. */
const applyRest = async (
  dependencies: ReconcileDocumentDependencies,
  written: Document,
): Promise<Document> => {
  const { repository, clock } = dependencies;
  let document = written;
  while (document.planned.some(({ at }) => at <= clock.now())) {
    const write = await dueWrite(dependencies, document, clock.now());
    if (write === undefined) break;
    await repository.commit({ documents: [write] });
    document = write.document;
  }
  return document;
};

const wake = async (
  dependencies: ReconcileDocumentDependencies,
  document: Document,
  woken: Set<Instant>,
): Promise<void> => {
  const now = dependencies.clock.now();
  const next = nextDue(document);
  if (next === undefined || next <= now || next > shift(now, wakeUpMilliseconds)) return;
  if (woken.has(next)) return;
  await planWakeUps(dependencies, [next]);
  woken.add(next);
};
