import type { Boundary, DecisionSummary, Document } from './document.ts';
import type { BoundaryPassed } from './events.ts';
import { type Instant, laterOf } from './instant.ts';
import type { Context } from './project.ts';

/** The event of a boundary that has passed; how late it is told counts from effect or recording. */
export const passing = (
  { at, validity: _validity, ...boundary }: Boundary,
  summaries: ReadonlyMap<string, DecisionSummary>,
  { timeZone }: Document,
  { now, calendar }: Context,
  {
    currentStatus,
    correction,
    recordedAt: recorded,
  }: Pick<BoundaryPassed, 'currentStatus' | 'correction'> & { readonly recordedAt?: Instant },
): BoundaryPassed => {
  const cause = summaries.get(boundary.decisionId ?? '');
  const recordedAt = recorded ?? cause?.recordedAt ?? at;
  return {
    type: typeOf(boundary),
    time: at,
    date: calendar.dateAt(at, timeZone),
    ...boundary,
    currentStatus,
    correction,
    ...(recorded !== undefined && recorded !== cause?.recordedAt && { recordedAt: recorded }),
    retroactive: calendar.dateAt(at, timeZone) < calendar.dateAt(recordedAt, timeZone),
    lateBySeconds: Math.max(0, calendar.millisecondsBetween(laterOf(at, recordedAt), now) / 1000),
  };
};

/** The type of the event that tells of a boundary. */
export const typeOf = ({ party, from, to }: Omit<Boundary, 'at'>): BoundaryPassed['type'] => {
  if (from === to) return 'document.versionChanged';
  return party === undefined ? 'document.statusChanged' : 'party.statusChanged';
};
