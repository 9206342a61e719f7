import { boundariesOf } from './boundary.ts';
import type { Calendar } from './calendar.ts';
import type { Decision } from './decision.ts';
import type { Boundary } from './document.ts';
import type { Instant } from './instant.ts';
import type { Status } from './interval.ts';
import { isEnded } from './lane.ts';
import { type TimelineSubject, timeline } from './timeline.ts';

/** A change of what is in force, as a calendar keeps it: one entry over all later decisions. */
export interface DatedChange {
  /** The same as long as the same change stands, also when its date moves or when it comes back. */
  readonly key: string;
  /** As it stands, or as it stood last. */
  readonly boundary: Boundary;
  /** Rises with every change of this entry (SEQUENCE of RFC 5545). */
  readonly sequence: number;
  /** No decision leads to it any more. */
  readonly cancelled: boolean;
  /** When the decision was recorded that changed this entry last. */
  readonly changedAt: Instant;
}

/**
 * So many decisions of a document are followed one by one. Those after them count as recorded together,
 * and each of them raises the sequence of every entry.
 */
const mostFollowed = 100;

type Changes = ReadonlyMap<string, DatedChange>;

/**
 * What the decisions, in order of recording, have led to and lead to still. Another decision after
 * them never changes a key, nor lowers a sequence.
 */
export const datedChanges = (
  subject: TimelineSubject,
  decisions: readonly Decision[],
  calendar: Calendar,
): DatedChange[] => {
  const after = (count: number) => changesOf(subject, decisions.slice(0, count), calendar);
  const followed = decisions
    .slice(0, mostFollowed)
    .reduce<Changes>(
      (known, { recordedAt }, index) => follow(known, after(index + 1), recordedAt),
      new Map(),
    );
  const last = decisions.at(-1);
  const others = decisions.length - mostFollowed;
  if (last === undefined || others <= 0) return [...followed.values()];
  return [...follow(followed, after(decisions.length), last.recordedAt).values()].map((change) => ({
    ...change,
    sequence: (followed.get(change.key)?.sequence ?? 0) + others,
    changedAt: last.recordedAt,
  }));
};

/** The entries after one more decision, which leaves these changes standing. */
const follow = (
  known: Changes,
  standing: ReadonlyMap<string, Boundary>,
  changedAt: Instant,
): Changes => {
  const next = new Map(known);
  for (const [key, boundary] of standing) {
    const before = known.get(key);
    if (before && !before.cancelled && saysSame(before.boundary, boundary)) continue;
    const sequence = before ? before.sequence + 1 : 0;
    next.set(key, { key, boundary, sequence, cancelled: false, changedAt });
  }
  for (const [key, before] of known) {
    if (before.cancelled || standing.has(key)) continue;
    next.set(key, { ...before, sequence: before.sequence + 1, cancelled: true, changedAt });
  }
  return next;
};

/** Every change of what is in force, by its key: whose, to which status, caused by which decision. */
const changesOf = (
  subject: TimelineSubject,
  decisions: readonly Decision[],
  calendar: Calendar,
): ReadonlyMap<string, Boundary> => {
  const changes = new Map<string, Boundary>();
  const times = new Map<string, number>();
  const begunBy = new Map<string | undefined, string | undefined>();
  const whole = timeline(subject, decisions, calendar);
  for (const boundary of boundariesOf(whole, subject.timeZone, calendar)) {
    const { party, from, to, decisionId } = boundary;
    if (!isInEffect(from) && isInEffect(to)) begunBy.set(party, decisionId);
    if (!touchesEffect(from, to)) continue;
    // Whatever sets a last day, it is the end of the period that an adoption began.
    const cause = to === 'expired' ? begunBy.get(party) : decisionId;
    // Which party's decision comes first does not make it another change of the document.
    const isShared = party === undefined && subject.adoption === 'perParty';
    const key = [party ?? '', from === to ? 'version' : to, isShared ? '' : (cause ?? '')].join(
      '/',
    );
    const earlier = times.get(key) ?? 0;
    times.set(key, earlier + 1);
    changes.set(earlier === 0 ? key : `${key}/${earlier}`, boundary);
  }
  return changes;
};

/** Whether something takes effect or ceases, other than being proposed or decided. */
export const touchesEffect = (from: Status, to: Status): boolean =>
  isInEffect(from) || isInEffect(to) || isEnded(to);

const isInEffect = (status: Status): boolean => status === 'inForce' || status === 'suspended';

const saysSame = (a: Boundary, b: Boundary): boolean =>
  a.at === b.at &&
  a.from === b.from &&
  a.version === b.version &&
  a.decisionId === b.decisionId &&
  a.precision === b.precision;
