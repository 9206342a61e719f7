import { type Awaiting, awaitingOf } from './awaiting.ts';
import type { Calendar } from './calendar.ts';
import type { Act, Correction, Decision, Proceeding } from './decision.ts';
import type { Document } from './document.ts';
import { type Finality, finalities } from './finality.ts';
import type { Instant } from './instant.ts';
import {
  type Interval,
  intervalAt,
  type Lanes,
  type PartyStatus,
  type Status,
  type WithoutEffect,
} from './interval.ts';
import { onRecord } from './record.ts';
import { type Piece, splice } from './splice.ts';
import { type Stretch, standing, type Undone } from './standing.ts';
import { type Expansion, layOut } from './steps.ts';
import { Sweep, type Swept } from './sweep.ts';

export type {
  DocumentStatus,
  Interval,
  PartyStatus,
  Status,
  WithoutEffect,
} from './interval.ts';
export { documentStatuses } from './interval.ts';

/** All of legal time for one document, and what its decisions amount to. */
export interface Timeline extends Lanes {
  /** Acts as the record has them now: corrected, with the dates that were set. In order of recording, by id. */
  readonly acts: ReadonlyMap<string, Act>;
  /** What happened to them, as corrected. */
  readonly proceedings: readonly Proceeding[];
  /** Over which stretches decisions do not count, by id. */
  readonly undone: ReadonlyMap<string, readonly Undone[]>;
  /** Records that were set right, by id. */
  readonly corrected: ReadonlyMap<string, Correction>;
  /** Recorded decisions that the timeline cannot take, by id. They count again if the cause goes. */
  readonly withoutEffect: ReadonlyMap<string, WithoutEffect>;
  /** The second clock, by the act's id. */
  readonly finality: ReadonlyMap<string, Finality>;
  /** Decisions whose date of effect is not known yet. */
  readonly awaiting: readonly Awaiting[];
}

/** What of a document its timeline depends on: fixed at registration, but for parties being added. */
export type TimelineSubject = Pick<Document, 'adoption' | 'parties' | 'timeZone'>;

/**
 * What holds when, by legal time alone: a pure function of the decisions, whatever order they are given
 * in. Accepts every set of decisions; those that it cannot take are named in `withoutEffect`.
 */
export const timeline = (
  subject: TimelineSubject,
  decisions: readonly Decision[],
  calendar: Calendar,
): Timeline => {
  const zone = subject.timeZone;
  const record = onRecord(decisions);
  const counting = standing(record.acts, zone, calendar);
  const stepsOf = layOut(record.acts, zone, calendar);
  const pieces = counting.stretches.map((stretch, index) => {
    const until = counting.stretches[index + 1]?.from ?? undefined;
    return sweepOver(subject, stretch, stepsOf(stretch.acts), until);
  });
  const lanes = splice(pieces);
  const latest = counting.stretches.at(-1)?.acts ?? [];
  // One that counts no more in the end has the date that it had when it last did.
  const dated = new Map(
    counting.stretches.flatMap((stretch) => stretch.acts.map((act) => [act.decisionId, act])),
  );
  const acts = record.acts.map((act) => dated.get(act.decisionId) ?? act);
  const final = finalities(acts, record.proceedings, counting.undone, zone, calendar);
  return {
    ...lanes,
    acts: new Map(acts.map((act) => [act.decisionId, act])),
    proceedings: record.proceedings,
    undone: counting.undone,
    corrected: record.corrected,
    withoutEffect: new Map([
      ...refusedThroughout(pieces),
      ...record.withoutEffect,
      ...counting.withoutEffect,
      ...final.withoutEffect,
    ]),
    finality: final.of,
    awaiting: awaitingOf(latest, lanes, final.of),
  };
};

/** The interval that holds at the instant, for the document or for one of its parties. */
export const statusAt = (
  { document, parties }: Lanes,
  instant: Instant,
  party?: string,
): Interval =>
  intervalAt<Status>(
    party === undefined ? document : (parties.get(party) ?? [notDecided]),
    instant,
  );

const notDecided: Interval<PartyStatus> = { status: 'notDecided', from: null, to: null };

interface Swath extends Piece, Swept {
  /** Instants of the acts' effects, by id; none where the dates make no sense. */
  readonly effects: ReadonlyMap<string, Instant>;
}

/** Time up to an instant as it would be if the decisions of the stretch had always counted. */
const sweepOver = (
  subject: TimelineSubject,
  { from, begunBy }: Stretch,
  { steps, withoutEffect }: Expansion,
  until: Instant | undefined,
): Swath => {
  const sweep = new Sweep(subject, withoutEffect);
  for (let next = 0; ; ) {
    const at = sweep.nextInstant(steps[next]?.at);
    if (at === undefined || (until !== undefined && at >= until)) break;
    sweep.expireAt(at);
    for (let step = steps[next]; step?.at === at; step = steps[++next]) sweep.take(step);
    sweep.recordFrom(at);
  }
  const effects = new Map(steps.map(({ decision, at }) => [decision.decisionId, at]));
  return { ...sweep.outcome(), from, begunBy, effects };
};

/** Obstacles that stand in the way over every stretch that reaches past the decision's own effect. */
const refusedThroughout = (pieces: readonly Swath[]): ReadonlyMap<string, WithoutEffect> => {
  const obstacles = new Map<string, WithoutEffect>();
  const taken = new Set<string>();
  for (const [index, { withoutEffect, effects }] of pieces.entries()) {
    const end = pieces[index + 1]?.from;
    const isReached = (id: string) =>
      end === undefined || end === null || (effects.get(id) ?? '') < end;
    for (const id of effects.keys()) if (isReached(id) && !withoutEffect.has(id)) taken.add(id);
    for (const [id, obstacle] of withoutEffect) {
      if (isReached(id) && !obstacles.has(id)) obstacles.set(id, obstacle);
    }
  }
  return new Map([...obstacles].filter(([id]) => !taken.has(id)));
};
