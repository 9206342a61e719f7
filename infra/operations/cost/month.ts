import type { PriceName } from './prices.ts';
import type { StackParts } from './stack-parts.ts';
import type { Usage, Use } from './usage.ts';
import { hoursPerMonth, type Workload } from './workload.ts';

/** So much of something that has a price, and why. */
export interface Charge {
  readonly part: string;
  readonly price: PriceName;
  readonly quantity: number;
  /** What the quantity is made of. */
  readonly basis: string;
}

/** A month of a workload in a stack, with how often each thing happens in it. */
export interface Month {
  readonly workload: Workload;
  readonly stack: StackParts;
  readonly usage: Usage;
  /** How often each thing happens, with what it uses. */
  readonly happenings: readonly { readonly times: number; readonly use: Use }[];
  readonly events: number;
  readonly deliveries: number;
  /** By function. */
  readonly invocations: ReadonlyMap<string, number>;
}

/** A document is looked at once a night. */
export const nights = hoursPerMonth / 24;
/** As AWS bills it. */
export const gigabyte = 1e9;

/** What happens in the month. */
export const monthOf = (workload: Workload, stack: StackParts, usage: Usage): Month => {
  const { changes, uploads, reads, documents, subscribers, reach } = workload;
  const events =
    changes * (usage.decision.events + usage.transition.events) + uploads * usage.upload.events;
  const deliveries = events * subscribers * reach;
  const happenings = [
    { times: uploads, use: usage.upload },
    { times: changes, use: usage.decision },
    { times: changes, use: usage.transition },
    { times: events, use: usage.event },
    { times: deliveries, use: usage.delivery },
    { times: reads, use: usage.read },
    { times: documents * nights, use: usage.nightly },
  ];
  const invocations = new Map<string, number>();
  const invoke = (name: string, times: number) =>
    invocations.set(name, (invocations.get(name) ?? 0) + times);
  for (const { timesPerMonth, invokes } of stack.schedules) {
    invoke(invokes ?? 'reconcile', timesPerMonth);
  }
  for (const { times, use } of happenings) {
    for (const [name, each] of Object.entries(use.invocations)) invoke(name, times * each);
  }
  return { workload, stack, usage, happenings, events, deliveries, invocations };
};

/** The sum over everything that happens of what it uses. */
export const total = ({ happenings }: Month, of: (use: Use) => number): number =>
  happenings.reduce((sum, { times, use }) => sum + times * of(use), 0);
