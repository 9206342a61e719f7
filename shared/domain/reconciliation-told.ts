import { boundariesOf } from './boundary.ts';
import type { Calendar } from './calendar.ts';
import type { Boundary, Document } from './document.ts';
import type { CloudEvent } from './events.ts';
import { between, day, type Instant, type LocalDate, laterOf } from './instant.ts';
import { documentStatuses, type Status, statusAt, type Timeline } from './timeline.ts';

/** What an event of the log says of a boundary. */
export interface ToldBoundary {
  readonly time: Instant;
  readonly recordedtime: Instant;
  /** The local date of effect: the truth, where the instant is derived. */
  readonly date: LocalDate;
  readonly party: string | undefined;
  readonly from: Status;
  readonly to: Status;
  readonly version: number | undefined;
  readonly currentStatus: Status;
  readonly decisionId: string | undefined;
  readonly precision: string | undefined;
  /** When that was recorded which made it so. */
  readonly recordedAt: Instant;
  readonly correction: boolean;
}

/** The boundaries among what was told, in order. */
export const toldBoundaries = (events: readonly CloudEvent[]): ToldBoundary[] =>
  events.flatMap(({ type, time, recordedtime, data }): ToldBoundary | readonly [] => {
    if (!boundaryTypes.has(type)) return [];
    const { from, to, party, version, recordedAt, currentStatus } = data;
    const { date, precision } = partsOf(data.effectiveDate);
    if (!isStatus(from) || !isStatus(to) || typeof date !== 'string') return [];
    return {
      time,
      recordedtime,
      date,
      party: text(party),
      from,
      to,
      version: typeof version === 'number' ? version : undefined,
      currentStatus: isStatus(currentStatus) ? currentStatus : to,
      decisionId: text(partsOf(data.decision).decisionId),
      precision: text(precision),
      recordedAt: text(recordedAt) ?? recordedtime,
      correction: data.correction === true,
    };
  });

const boundaryTypes: ReadonlySet<string> = new Set([
  'document.statusChanged',
  'document.versionChanged',
  'party.statusChanged',
]);

const statuses: readonly unknown[] = [...documentStatuses, 'notDecided'];

const isStatus = (value: unknown): value is Status => statuses.includes(value);

/** The members of what may be an object. */
export const partsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** What may be a text. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/**
 * Up to when the document has been told, by the log: no boundary is told again because new rules of the time zone
 * have moved its instant. A boundary that was told and whose instant now lies ahead counts as told: until then lists
 * run ahead of reads, by the hours that the rules have moved.
 */
export const toldThroughBy = (
  told: readonly ToldBoundary[],
  document: Document,
  timeline: Timeline,
  { now, calendar }: { readonly now: Instant; readonly calendar: Calendar },
): Instant => {
  const { timeZone, toldThrough } = document;
  // Clocks differ by little: further ahead it is not what a write has left.
  const stored = between(now, toldThrough) > longestMove ? now : toldThrough;
  const latest = told.filter(({ correction }) => !correction).map(({ time }) => time);
  const reached = [stored, ...latest.filter((time) => time <= now)].reduce(laterOf);
  return boundariesOf(timeline, timeZone, calendar)
    .filter(({ at }) => at > reached && between(now, at) <= longestMove)
    .filter((boundary) => told.some((one, index) => isMoved(one, boundary, told.slice(index + 1))))
    .reduce((through, { at }) => laterOf(through, at), reached);

  function isMoved(one: ToldBoundary, boundary: Boundary, later: readonly ToldBoundary[]): boolean {
    const isWithdrawn = later.some(({ correction, party }) => correction && party === one.party);
    const cause = document.adoption === 'perParty' && one.party === undefined;
    return (
      !isWithdrawn &&
      !one.correction &&
      one.time !== boundary.at &&
      isByRules(between(one.time, boundary.at)) &&
      one.precision === boundary.precision &&
      (cause || one.decisionId === boundary.decisionId) &&
      keyOf(one) === keyOf(dated(boundary, timeZone, calendar))
    );
  }
};

/** Rules of a zone move an instant by less than a day and some hours. */
const longestMove = day + 2 * 3_600_000;
const quarterOfAnHour = 15 * 60_000;

/** Whether new rules of a zone may have moved an instant by so much. */
export const isByRules = (milliseconds: number): boolean =>
  Math.abs(milliseconds) <= longestMove && milliseconds % quarterOfAnHour === 0;

/**
 * The boundaries up to an instant that no event has told: the same day, subject and change count as told. Among them
 * are those that lay ahead, and that new rules of the zone have moved behind what was told.
 */
export const untold = (
  told: readonly ToldBoundary[],
  timeline: Timeline,
  through: Instant,
  { timeZone }: Pick<Document, 'timeZone'>,
  calendar: Calendar,
): Boundary[] => {
  const open = Map.groupBy(
    told.filter(({ correction }) => !correction),
    keyOf,
  );
  const passed = boundariesOf(timeline, timeZone, calendar).filter(({ at }) => at <= through);
  const take = (boundary: Boundary, isIt: (one: ToldBoundary) => boolean) => {
    const those = open.get(keyOf(dated(boundary, timeZone, calendar))) ?? [];
    const found = those.findIndex(isIt);
    if (found !== -1) those.splice(found, 1);
    return found === -1;
  };
  return passed
    .filter((boundary) => take(boundary, ({ time }) => time === boundary.at))
    .filter((boundary) => take(boundary, () => true));
};

/** The subjects whose last event says another status than the one that holds, with what it says. */
export const mistold = (
  told: readonly ToldBoundary[],
  timeline: Timeline,
  through: Instant,
): { readonly party: string | undefined; readonly said: Status }[] =>
  [undefined, ...timeline.parties.keys()].flatMap((party) => {
    const last = told.findLast((one) => one.party === party);
    const said = last?.currentStatus ?? (party === undefined ? 'draft' : 'notDecided');
    return said === statusAt(timeline, through, party).status ? [] : { party, said };
  });

const dated = (boundary: Boundary, timeZone: string, calendar: Calendar) => ({
  ...boundary,
  date: calendar.dateAt(boundary.at, timeZone),
});

const keyOf = ({
  date,
  party,
  from,
  to,
  version,
}: {
  readonly date: LocalDate;
  readonly party?: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly version?: number | undefined;
}): string => JSON.stringify([date, party, from, to, version]);
