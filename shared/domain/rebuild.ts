import type { Calendar } from './calendar.ts';
import { eventId, paddedSequence, toCloudEvents } from './cloud-event.ts';
import type { Document, Outbox } from './document.ts';
import type { CloudEvent } from './events.ts';
import { between, type Instant, laterOf } from './instant.ts';
import { type Recorded, replayed } from './rebuild-replay.ts';
import { partsOf, text } from './reconciliation-told.ts';

/** Numbers of the document's events that the log does not have, in order. */
export const lostSequences = (
  { sequence }: Pick<Document, 'sequence'>,
  placed: readonly CloudEvent[],
): number[] => {
  const there = new Set(placed.map((event) => Number(event.sequence)));
  return Array.from({ length: sequence }, (_, index) => index + 1).filter((one) => !there.has(one));
};

/** Those of the lost events that the latest write tells: the same, under the same ids. */
export const resent = (
  { document, facts, correlationId }: Outbox,
  lost: readonly number[],
): readonly CloudEvent[] =>
  toCloudEvents(document, facts, correlationId).filter(({ sequence }) =>
    lost.includes(Number(sequence)),
  );

/**
 * Lost events of earlier writes, made again under their ids from what is on record: each from what the record tells
 * and the log lacks, at a time that fits between its neighbours. Where the record tells no more, an update of
 * nothing takes the place, so that no reader waits for it.
 */
export const rebuilt = (
  recorded: Recorded,
  lost: readonly number[],
  placed: readonly CloudEvent[],
  calendar: Calendar,
): CloudEvent[] => {
  const { document } = recorded;
  const replay = replayed(recorded, calendar);
  const told = matched(replay, placed);
  const there = new Set(told.values());
  const lacking = new Set(replay.filter((event) => !there.has(event)));
  // Of what is told at one instant the record knows the order.
  const isAtOnceAfter = (event: CloudEvent, after: CloudEvent) => {
    const same = told.get(after);
    return (
      same?.recordedtime === after.recordedtime &&
      same.recordedtime === event.recordedtime &&
      replay.indexOf(same) < replay.indexOf(event)
    );
  };
  return runsOf(lost, placed).flatMap(({ sequences, before, after }) => {
    const fitting = [...lacking].filter(
      (event) => fits(event, before, after) && !(after && isAtOnceAfter(event, after)),
    );
    const found = chosen(fitting, sequences.length);
    for (const event of found) lacking.delete(event);
    let reached = before?.recordedtime ?? document.registeredAt;
    return sequences.map((sequence, index) => {
      const event = found[index];
      if (event === undefined) return placeholder(document, sequence, reached);
      reached = within(event.recordedtime, reached, after?.recordedtime);
      return at(event, sequence, reached);
    });
  });
};

/** Lost events that followed one another, and their neighbours in the log. */
interface Run {
  readonly sequences: readonly number[];
  readonly before: CloudEvent | undefined;
  readonly after: CloudEvent | undefined;
}

const runsOf = (lost: readonly number[], placed: readonly CloudEvent[]): Run[] => {
  const bySequence = new Map(placed.map((event) => [Number(event.sequence), event]));
  const runs: number[][] = [];
  for (const sequence of lost) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === sequence - 1) run.push(sequence);
    else runs.push([sequence]);
  }
  return runs.map((sequences) => ({
    sequences,
    before: bySequence.get((sequences[0] ?? 0) - 1),
    after: bySequence.get((sequences.at(-1) ?? 0) + 1),
  }));
};

/** As many as there is room for: what only may have been told, the reminders, comes last. */
const chosen = (fitting: readonly CloudEvent[], room: number): readonly CloudEvent[] => {
  if (fitting.length <= room) return fitting;
  const sure = fitting.filter(({ type }) => type !== 'document.dueSoon');
  const reminders = fitting.filter(({ type }) => type === 'document.dueSoon');
  const taken = new Set([...sure, ...reminders].slice(0, room));
  return fitting.filter((event) => taken.has(event));
};

/** What would have been told, by the event of the log that tells it; of several that say the same the one of nearest time. */
const matched = (
  replay: readonly CloudEvent[],
  placed: readonly CloudEvent[],
): ReadonlyMap<CloudEvent, CloudEvent> => {
  const told = new Map<CloudEvent, CloudEvent>();
  const lacking = new Set(replay);
  for (const event of placed) {
    const says = sayingOf(event);
    const same = [...lacking].filter((one) => sayingOf(one) === says);
    const nearest = same.toSorted((a, b) => distance(a, event) - distance(b, event))[0];
    if (nearest === undefined) continue;
    told.set(event, nearest);
    lacking.delete(nearest);
  }
  return told;
};

const distance = (a: CloudEvent, b: CloudEvent): number =>
  Math.abs(between(a.recordedtime, b.recordedtime));

/**
 * What was due may have been told late, but nothing is told before its time. A reminder depends on more than is on
 * record, and is taken only where its own day fits.
 */
const fits = (
  { type, recordedtime }: CloudEvent,
  before: CloudEvent | undefined,
  after: CloudEvent | undefined,
): boolean =>
  (after === undefined || recordedtime <= after.recordedtime) &&
  (type !== 'document.dueSoon' || before === undefined || recordedtime >= before.recordedtime);

const within = (time: Instant, before: Instant, after: Instant | undefined): Instant => {
  const reached = laterOf(time, before);
  return after !== undefined && reached > after ? after : reached;
};

const at = (event: CloudEvent, sequence: number, recordedtime: Instant): CloudEvent => {
  const { lateBySeconds, recordedAt } = event.data;
  const due = laterOf(event.time, text(recordedAt) ?? event.time);
  return {
    ...event,
    id: eventId(event.subject, sequence),
    sequence: paddedSequence(sequence),
    recordedtime,
    data: {
      ...event.data,
      ...(lateBySeconds !== undefined && {
        lateBySeconds: Math.max(0, between(due, recordedtime) / 1000),
      }),
    },
  };
};

const placeholder = (document: Document, sequence: number, time: Instant): CloudEvent => {
  const written = { ...document, sequence, changedAt: time };
  const [event] = toCloudEvents(written, [{ type: 'document.updated', time, changed: [] }]);
  if (event === undefined) throw new RangeError('A fact makes an event');
  return event;
};

/** Equal for events that say the same of the same, whenever they were told. */
const sayingOf = ({ type, data }: CloudEvent): string => {
  const { party, from, to, version, correction } = data;
  switch (type) {
    case 'document.statusChanged':
    case 'document.versionChanged':
    case 'party.statusChanged': {
      const { date } = partsOf(data.effectiveDate);
      return JSON.stringify([type, date, party, from, to, version, correction]);
    }
    case 'document.dueSoon':
      return JSON.stringify([type, data.reason, partsOf(data.dueDate).date, data.daysBefore]);
    default: {
      const { decisionId } = partsOf(data.decision);
      const { correctionId, proceedingId, legallyFinalOn, condition, decisionIds } = data;
      const own = [correctionId, proceedingId, legallyFinalOn, condition, decisionIds];
      return JSON.stringify([type, decisionId, version, correction, ...own]);
    }
  }
};
