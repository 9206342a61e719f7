import type { Calendar } from './calendar.ts';
import type { Decision } from './decision.ts';
import type { Document } from './document.ts';
import type { Instant } from './instant.ts';
import {
  type Interval,
  intervalAt,
  type PartyStatus,
  type Status,
  type Timeline,
} from './interval.ts';
import { stepsOf } from './steps.ts';
import { Sweep } from './sweep.ts';

export type {
  DocumentStatus,
  Interval,
  PartyStatus,
  Status,
  Timeline,
  WithoutEffect,
} from './interval.ts';
export { documentStatuses } from './interval.ts';

/** What of a document its timeline depends on: fixed at registration, but for parties being added. */
export type TimelineSubject = Pick<Document, 'adoption' | 'parties' | 'timeZone'>;

/**
 * What holds when, by legal time alone: a pure function of the decisions, whatever order they were
 * recorded in. Accepts every set of decisions; those that it cannot take are named in `withoutEffect`.
 */
export const timeline = (
  subject: TimelineSubject,
  decisions: readonly Decision[],
  calendar: Calendar,
): Timeline => {
  const { steps, withoutEffect } = stepsOf(decisions, subject.timeZone, calendar);
  const sweep = new Sweep(subject, withoutEffect);
  for (let next = 0; ; ) {
    const at = sweep.nextInstant(steps[next]?.at);
    if (at === undefined) return sweep.timeline();
    sweep.expireAt(at);
    for (let step = steps[next]; step?.at === at; step = steps[++next]) sweep.take(step);
    sweep.recordFrom(at);
  }
};

/** The interval that holds at the instant, for the document or for one of its parties. */
export const statusAt = (
  { document, parties }: Timeline,
  instant: Instant,
  party?: string,
): Interval =>
  intervalAt<Status>(
    party === undefined ? document : (parties.get(party) ?? [notDecided]),
    instant,
  );

const notDecided: Interval<PartyStatus> = { status: 'notDecided', from: null, to: null };
