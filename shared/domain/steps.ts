import type { Calendar } from './calendar.ts';
import { type Act, byLegalOrder } from './decision.ts';
import { type Precision, type Resolved, resolveFrom, resolveThrough } from './effective-date.ts';
import type { Instant, TimeZone } from './instant.ts';
import type { WithoutEffect } from './interval.ts';
import { Refusal } from './refusal.ts';
import { isAwaiting } from './set-dates.ts';

/** The instant after a period's last day, and the decision that set it. */
export interface End {
  readonly at: Instant;
  readonly precision: Precision;
  readonly decisionId: string;
}

/**
 * One moment at which a decision does something. An adoption has two when it is decided before it
 * takes effect: `decided` makes the document adopted, `effective` brings it into force.
 */
export interface Step {
  readonly at: Instant;
  readonly phase: 'decided' | 'effective';
  readonly precision: Precision;
  readonly decision: Act;
  /** The first instant of effect, also on the `decided` step; undefined while its date is awaited. */
  readonly effectiveAt: Instant | undefined;
  /** True for the effective step of an adoption that was decided before. */
  readonly announced: boolean;
  /** The last day that the decision states. */
  readonly end: End | undefined;
}

export interface Expansion {
  /** In legal order: by instant, and at one instant by `byLegalOrder`. */
  readonly steps: readonly Step[];
  readonly withoutEffect: ReadonlyMap<string, WithoutEffect>;
}

/**
 * Lays decisions out on legal time, any part of them at a time, each worked out once. A decision whose dates make
 * no sense in the zone gets no step.
 */
export const layOut = (acts: readonly Act[], zone: TimeZone, calendar: Calendar) => {
  const ranks = new Map(
    acts.toSorted(byLegalOrder).map(({ decisionId }, rank) => [decisionId, rank]),
  );
  const rankOf = ({ decisionId }: Act) => ranks.get(decisionId) ?? 0;
  const known = new Map<Act, readonly Step[] | WithoutEffect>();
  const laidOut = (act: Act) => {
    const found = known.get(act) ?? stepsOrReason(act, zone, calendar);
    known.set(act, found);
    return found;
  };
  return (part: readonly Act[]): Expansion => {
    const steps: Step[] = [];
    const withoutEffect = new Map<string, WithoutEffect>();
    for (const act of part.toSorted((a, b) => rankOf(a) - rankOf(b))) {
      const found = laidOut(act);
      if ('reason' in found) withoutEffect.set(act.decisionId, found);
      else steps.push(...found);
    }
    // The sort is stable: decisions that meet at one instant keep their legal order.
    steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    return { steps, withoutEffect };
  };
};

const stepsOrReason = (
  act: Act,
  zone: TimeZone,
  calendar: Calendar,
): readonly Step[] | WithoutEffect => {
  try {
    return stepsOfOne(act, zone, calendar);
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.code };
    throw error;
  }
};

/**
 * When the decision takes effect by its own words: undefined while a date is awaited, and for an annulment,
 * which has the date of what it annuls. @throws Refusal where its date makes no sense in the zone
 */
export const effectOf = (act: Act, zone: TimeZone, calendar: Calendar): Resolved | undefined => {
  if (act.kind === 'annul' || isAwaiting(act)) return undefined;
  return act.fromAndIncluding === undefined
    ? dayOfDecision(act, zone, calendar)
    : resolveFrom(act.fromAndIncluding, zone, calendar);
};

/**
 * One decision's steps: none while its date is awaited, nor for what is about other decisions.
 * @throws Refusal where its dates make no sense in the zone
 */
export const stepsOfOne = (decision: Act, zone: TimeZone, calendar: Calendar): Step[] => {
  const decided = dayOfDecision(decision, zone, calendar);
  const end = endOf(decision, zone, calendar);
  const effective = effectOf(decision, zone, calendar);
  const step = (when: Resolved, phase: Step['phase'], announced = false): Step => ({
    ...when,
    phase,
    decision,
    effectiveAt: effective?.at,
    announced,
    end,
  });

  if (end !== undefined && effective !== undefined && end.at <= effective.at) {
    throw new Refusal(
      'from_after_through',
      'The last day comes before the first: throughAndIncluding must not be earlier than fromAndIncluding.',
    );
  }
  switch (decision.kind) {
    case 'propose':
    case 'recommend':
      return [step(decided, 'decided')];
    case 'adopt':
      if (effective === undefined) return [step(decided, 'decided')];
      return decided.at < effective.at
        ? [step(decided, 'decided'), step(effective, 'effective', true)]
        : [step(effective, 'effective')];
    case 'amend':
    case 'extend':
    case 'suspend':
    case 'resume':
    case 'repeal':
    case 'replace':
      return effective === undefined ? [] : [step(effective, 'effective')];
    case 'revoke':
    case 'annul':
    case 'setDate':
      return [];
  }
};

const dayOfDecision = ({ decidedOn }: Act, zone: TimeZone, calendar: Calendar): Resolved => ({
  at: calendar.startOfDay(decidedOn, zone),
  precision: 'day',
});

const endOf = (decision: Act, zone: TimeZone, calendar: Calendar): End | undefined => {
  if (!('throughAndIncluding' in decision) || decision.throughAndIncluding === undefined) return;
  return {
    ...resolveThrough(decision.throughAndIncluding, zone, calendar),
    decisionId: decision.decisionId,
  };
};
