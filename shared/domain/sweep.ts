import type { Document } from './document.ts';
import type { Instant } from './instant.ts';
import {
  type Continuation,
  continueWith,
  type DocumentStatus,
  type Interval,
  type Lanes,
  type PartyStatus,
  type Status,
  type WithoutEffect,
} from './interval.ts';
import { endOfPeriodAt, expire, isEnded, type Lane, newLane, take } from './lane.ts';
import type { Step } from './steps.ts';

/** Where a sweep has come to. */
export interface Swept extends Lanes {
  readonly withoutEffect: ReadonlyMap<string, WithoutEffect>;
}

/** Legal time passing over one document: a lane for the document itself, or one for each party. */
export class Sweep {
  readonly #perParty: boolean;
  readonly #lanes = new Map<string, Lane>();
  readonly #withoutEffect: Map<string, WithoutEffect>;
  readonly #intervals = new Map<string, Interval[]>();
  readonly #document: Interval[] = [];
  /** Lanes that have changed since the last instant was written down. */
  readonly #moved = new Set<string>();
  #proposed: Continuation<Status> = { status: 'draft' };
  /** The decision that ended a perParty document for everyone; adoptions count only before it. */
  #commonEnd: string | undefined;

  constructor(
    { adoption, parties }: Pick<Document, 'adoption' | 'parties'>,
    withoutEffect: ReadonlyMap<string, WithoutEffect>,
  ) {
    this.#perParty = adoption === 'perParty';
    this.#withoutEffect = new Map(withoutEffect);
    continueWith(this.#document, '', { status: 'draft' });
    if (!this.#perParty) this.#lanes.set(common, newLane('draft'));
    else for (const { id } of parties) this.#lanes.set(id, newLane('notDecided'));
    for (const id of this.#lanes.keys()) {
      const intervals: Interval[] = [];
      continueWith(intervals, '', { status: this.#lane(id).status });
      this.#intervals.set(id, intervals);
    }
  }

  /** The next instant at which anything can change: a step, or the end of a period. */
  nextInstant(step: Instant | undefined): Instant | undefined {
    let next = step;
    for (const { period } of this.#lanes.values()) {
      const end = period?.end?.at;
      if (end !== undefined && (next === undefined || end < next)) next = end;
    }
    return next;
  }

  /** A period that ends at the instant has ended when decisions that take effect then are taken. */
  expireAt(at: Instant): void {
    for (const [id, lane] of this.#lanes) {
      const end = endOfPeriodAt(lane, at);
      if (end) this.#move(id, expire(lane, end));
    }
  }

  take(step: Step): void {
    const obstacle = this.#perParty
      ? this.#takePerParty(step)
      : this.#takeIn([common], step, false);
    if (obstacle) this.#withoutEffect.set(step.decision.decisionId, obstacle);
  }

  /** Writes down what holds from the instant on. */
  recordFrom(at: Instant): void {
    for (const id of this.#moved) {
      continueWith(this.#intervalsOf(id), at, continuation(this.#lane(id)));
    }
    this.#moved.clear();
    const next = this.#perParty ? this.#combined(at) : continuation(this.#lane(common));
    continueWith(this.#document, at, next);
  }

  /** What was written down, and the decisions that changed nothing. */
  outcome(): Swept {
    return {
      document: this.#document.map((interval) => ({
        ...interval,
        status: documentStatus(interval),
      })),
      parties: new Map(
        this.#perParty
          ? [...this.#intervals].map(([id, intervals]) => [
              id,
              intervals.map((interval) => ({ ...interval, status: partyStatus(interval) })),
            ])
          : [],
      ),
      withoutEffect: this.#withoutEffect,
    };
  }

  #takePerParty(step: Step): WithoutEffect | undefined {
    const { decision } = step;
    switch (decision.kind) {
      case 'propose':
      case 'recommend':
        if (this.#proposed.status === 'draft') {
          const { decisionId } = decision;
          this.#proposed = { status: 'proposed', decisionId, precision: step.precision };
        }
        return;
      case 'adopt':
        // An announced adoption was judged when it was decided; the end took it from those that wait.
        if (this.#commonEnd !== undefined && !step.announced) {
          return { reason: 'after_common_end', because: this.#commonEnd };
        }
        break;
      case 'repeal':
      case 'replace':
        if (decision.party === undefined) return this.#takeCommonEnd(step);
        break;
      case 'amend':
      case 'extend':
      case 'suspend':
      case 'resume':
      case 'revoke':
      case 'annul':
      case 'setDate':
        break;
    }
    const { party } = decision;
    if (party !== undefined && !this.#lanes.has(party)) return { reason: 'unknown_party' };
    if (party === undefined && decision.kind === 'adopt') return { reason: 'party_required' };
    return this.#takeIn(party === undefined ? [...this.#lanes.keys()] : [party], step, false);
  }

  #takeCommonEnd(step: Step): WithoutEffect | undefined {
    const obstacle = this.#takeIn([...this.#lanes.keys()], step, true);
    if (obstacle === undefined) this.#commonEnd ??= step.decision.decisionId;
    return obstacle;
  }

  /** Takes the step in every lane that can; an obstacle only where no lane could. */
  #takeIn(ids: readonly string[], step: Step, endsAll: boolean): WithoutEffect | undefined {
    let obstacle: WithoutEffect | undefined;
    let taken = false;
    for (const id of ids) {
      const outcome = take(this.#lane(id), step, endsAll);
      if ('lane' in outcome) {
        this.#move(id, outcome.lane);
        taken = true;
      } else if (obstacle?.because === undefined) obstacle = outcome;
    }
    return taken ? undefined : (obstacle ?? reasonWithoutLanes(step));
  }

  /** In force while any party is, else suspended or adopted if any is, else as the latest end says. */
  #combined(at: Instant): Continuation<Status> {
    const standing = standings.find((status) => this.#isAny(status));
    let latest: Lane | undefined;
    let latestSince = '';
    let cause: Lane | undefined;
    let version: number | undefined;
    for (const [id, lane] of this.#lanes) {
      const since = this.#intervalsOf(id).at(-1)?.from ?? '';
      if (since === at) cause = lane;
      if (standing === undefined ? !isEnded(lane.status) : lane.status !== standing) continue;
      if (lane.version !== undefined) version = Math.max(version ?? 0, lane.version);
      if (latest !== undefined && since < latestSince) continue;
      [latest, latestSince] = [lane, since];
    }
    if (latest === undefined) return this.#proposed;
    if (standing === undefined) return continuation(latest);
    // What changed now is the cause; where nothing did, `continueWith` keeps the cause as it was.
    const { decisionId, precision } = cause ?? latest;
    return continuation({ ...latest, version, decisionId, precision });
  }

  #isAny(status: Status): boolean {
    for (const lane of this.#lanes.values()) if (lane.status === status) return true;
    return false;
  }

  #lane(id: string): Lane {
    const lane = this.#lanes.get(id);
    if (lane === undefined) throw new RangeError(`No lane ${id}`);
    return lane;
  }

  #move(id: string, lane: Lane): void {
    this.#lanes.set(id, lane);
    this.#moved.add(id);
  }

  #intervalsOf(id: string): Interval[] {
    return this.#intervals.get(id) ?? [];
  }
}

const common = '';

/** What a document of parties is as long as one of them is, in this order. */
const standings = ['inForce', 'suspended', 'adopted'] as const;

/** A document of parties that has none: nobody has adopted it. */
const reasonWithoutLanes = (step: Step): WithoutEffect => {
  const outcome = take(newLane('notDecided'), step, true);
  return 'reason' in outcome ? outcome : { reason: 'unknown_party' };
};

const continuation = ({ status, version, decisionId, precision }: Lane): Continuation<Status> => ({
  status,
  ...(version !== undefined && { version }),
  ...(decisionId !== undefined && { decisionId }),
  ...(precision !== undefined && { precision }),
});

const documentStatus = ({ status }: Interval): DocumentStatus =>
  status === 'notDecided' ? 'draft' : status;

const partyStatus = ({ status }: Interval): PartyStatus =>
  status === 'draft' || status === 'proposed' ? 'notDecided' : status;
