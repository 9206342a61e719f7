import type { Calendar } from './calendar.ts';
import { byLegalOrder, type Decision } from './decision.ts';
import { type Precision, resolveFrom, resolveThrough } from './effective-date.ts';
import type { Instant, TimeZone } from './instant.ts';
import type { WithoutEffect } from './interval.ts';
import { Refusal } from './refusal.ts';

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
  readonly decision: Decision;
  /** The first instant of effect, also on the `decided` step. */
  readonly effectiveAt: Instant;
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

/** Lays decisions out on legal time. A decision whose dates make no sense in the zone gets no step. */
export const stepsOf = (
  decisions: readonly Decision[],
  zone: TimeZone,
  calendar: Calendar,
): Expansion => {
  const steps: Step[] = [];
  const withoutEffect = new Map<string, WithoutEffect>();
  for (const decision of decisions.toSorted(byLegalOrder)) {
    try {
      steps.push(...stepsOfOne(decision, zone, calendar));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      withoutEffect.set(decision.decisionId, { reason: error.code });
    }
  }
  // The sort is stable: decisions that meet at one instant keep their legal order.
  steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { steps, withoutEffect };
};

/** One decision's steps. @throws Refusal where its dates make no sense in the zone */
export const stepsOfOne = (decision: Decision, zone: TimeZone, calendar: Calendar): Step[] => {
  const decided = { at: calendar.startOfDay(decision.decidedOn, zone), precision: 'day' } as const;
  const end = endOf(decision, zone, calendar);
  const effective =
    decision.fromAndIncluding === undefined
      ? decided
      : resolveFrom(decision.fromAndIncluding, zone, calendar);
  const step = (
    when: { at: Instant; precision: Precision },
    phase: Step['phase'],
    announced = false,
  ): Step => ({ ...when, phase, decision, effectiveAt: effective.at, announced, end });

  if (end !== undefined && end.at <= effective.at) {
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
      return decided.at < effective.at
        ? [step(decided, 'decided'), step(effective, 'effective', true)]
        : [step(effective, 'effective')];
    case 'amend':
    case 'extend':
    case 'repeal':
    case 'replace':
      return [step(effective, 'effective')];
  }
};

const endOf = (decision: Decision, zone: TimeZone, calendar: Calendar): End | undefined => {
  if (!('throughAndIncluding' in decision) || decision.throughAndIncluding === undefined) return;
  return {
    ...resolveThrough(decision.throughAndIncluding, zone, calendar),
    decisionId: decision.decisionId,
  };
};
