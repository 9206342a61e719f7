import { type Act, byLegalOrder } from './decision.ts';
import type { Precision } from './effective-date.ts';
import type { Instant } from './instant.ts';
import type { Status, WithoutEffect } from './interval.ts';
import type { RefusalCode } from './refusal.ts';
import type { End, Step } from './steps.ts';

/** An adoption that is decided and waits for its first day. */
interface Pending {
  readonly decision: Act;
  /** Undefined while its date is awaited: it comes after all others. */
  readonly from: Instant | undefined;
  readonly version: number | undefined;
  readonly end: End | undefined;
}

/** The state of one subject, the document or one party, as legal time passes. */
export interface Lane {
  readonly status: Status;
  readonly version: number | undefined;
  readonly decisionId: string | undefined;
  readonly precision: Precision | undefined;
  /** The period in force; without an end until further notice (tills vidare). */
  readonly period: { readonly end: End | undefined } | undefined;
  /** In the order of their first days. */
  readonly pending: readonly Pending[];
}

export const newLane = (status: 'draft' | 'notDecided'): Lane => ({
  status,
  version: undefined,
  decisionId: undefined,
  precision: undefined,
  period: undefined,
  pending: [],
});

/** The lane after a step, or why it could not take it. */
export type Taken = { readonly lane: Lane } | WithoutEffect;

export const isEnded = (status: Status): status is 'repealed' | 'expired' | 'replaced' =>
  status === 'repealed' || status === 'expired' || status === 'replaced';

/** Takes one step of a decision. `endsAll`: after a common end no waiting adoption comes into force. */
export const take = (lane: Lane, step: Step, endsAll: boolean): Taken => {
  const { decision } = step;
  switch (decision.kind) {
    case 'propose':
    case 'recommend':
      return { lane: lane.status === 'draft' ? move(lane, step, 'proposed') : lane };
    case 'adopt':
      return { lane: step.phase === 'decided' ? wait(lane, step) : enterIntoForce(lane, step) };
    case 'amend':
      return amend(lane, step, decision.documentVersion);
    case 'extend':
      return extend(lane, step);
    case 'suspend':
      return suspend(lane, step);
    case 'resume':
      return resume(lane, step);
    case 'repeal':
      return end(lane, step, 'repealed', endsAll);
    case 'replace':
      return end(lane, step, 'replaced', endsAll);
    case 'revoke':
    case 'annul':
    case 'setDate':
      return { lane };
  }
};

/** The period's last day has passed. */
export const expire = (lane: Lane, { decisionId, precision }: End): Lane => ({
  ...lane,
  status: 'expired',
  decisionId,
  precision,
  period: undefined,
});

export const endOfPeriodAt = (lane: Lane, at: Instant): End | undefined =>
  lane.period?.end?.at === at ? lane.period.end : undefined;

const move = (lane: Lane, { decision, precision }: Step, status: Status): Lane => ({
  ...lane,
  status,
  decisionId: decision.decisionId,
  precision,
});

const adoptionOf = ({ decision, effectiveAt, end }: Step): Pending => ({
  decision,
  from: effectiveAt,
  version: decision.kind === 'adopt' ? decision.documentVersion : undefined,
  end,
});

const wait = (lane: Lane, step: Step): Lane => {
  const adoption = adoptionOf(step);
  const pending = [...lane.pending, adoption].sort(byFirstDay);
  const waiting = { ...lane, pending };
  return lane.period || lane.status === 'adopted'
    ? waiting
    : { ...move(waiting, step, 'adopted'), version: adoption.version };
};

const byFirstDay = ({ from: a }: Pending, { from: b }: Pending): number => {
  if (a === b) return 0;
  return b === undefined || (a !== undefined && a < b) ? -1 : 1;
};

const enterIntoForce = (lane: Lane, step: Step): Lane => {
  const waiting = lane.pending.find(({ decision }) => decision === step.decision);
  // Repealed before its first day, so it never comes into force.
  if (step.announced && waiting === undefined) return lane;
  const { version, end } = waiting ?? adoptionOf(step);
  return {
    ...move(lane, step, 'inForce'),
    version,
    period: { end },
    pending: lane.pending.filter((other) => other !== waiting),
  };
};

const amend = (lane: Lane, step: Step, version: number): Taken => {
  if (lane.period) return { lane: { ...move(lane, step, lane.status), version } };
  const [next, ...others] = lane.pending;
  if (next === undefined) return nothingTo('nothing_to_amend', lane);
  const amended = { ...lane, pending: [{ ...next, version }, ...others] };
  if (lane.status !== 'adopted') return { lane: amended };
  return { lane: { ...move(amended, step, 'adopted'), version } };
};

const extend = (lane: Lane, { at, end: later }: Step): Taken => {
  const [next, ...others] = lane.pending;
  const period = lane.period ?? next;
  if (period === undefined) return nothingTo('nothing_to_extend', lane);
  if (period.end === undefined) {
    return { reason: 'no_last_day', ...because(lane) };
  }
  if (later === undefined || later.at <= at) return { reason: 'from_after_through' };
  if (lane.period) return { lane: { ...lane, period: { end: later } } };
  if (next === undefined || (next.from !== undefined && later.at <= next.from)) {
    return { reason: 'from_after_through' };
  }
  return { lane: { ...lane, pending: [{ ...next, end: later }, ...others] } };
};

const suspend = (lane: Lane, step: Step): Taken => {
  if (lane.status === 'suspended') return { reason: 'already_suspended', ...because(lane) };
  if (lane.status !== 'inForce') return nothingTo('nothing_to_suspend', lane);
  return { lane: move(lane, step, 'suspended') };
};

const resume = (lane: Lane, step: Step): Taken =>
  lane.status === 'suspended'
    ? { lane: move(lane, step, 'inForce') }
    : nothingTo('nothing_to_resume', lane);

const end = (lane: Lane, step: Step, status: Status, endsAll: boolean): Taken => {
  const stays = lane.pending.filter(
    ({ decision }) => !endsAll && byLegalOrder(decision, step.decision) > 0,
  );
  if (lane.period === undefined && stays.length === lane.pending.length) {
    return nothingTo('nothing_to_repeal', lane);
  }
  return { lane: { ...move(lane, step, status), period: undefined, pending: stays } };
};

const because = ({ decisionId }: Lane) => (decisionId === undefined ? {} : { because: decisionId });

const nothingTo = (
  reason: Extract<RefusalCode, `nothing_to_${string}`>,
  { status, decisionId }: Lane,
): WithoutEffect =>
  isEnded(status) && decisionId !== undefined
    ? { reason: 'already_ended', because: decisionId }
    : { reason };
