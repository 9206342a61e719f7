import type { Instant } from '../domain/instant.ts';
import type { MonthFigures, Repair, Repaired } from '../domain/punctuality.ts';

/** One going-through of every document, over as many invocations as it takes. */
export interface Pass {
  readonly passId: string;
  readonly startedAt: Instant;
  /** Documents below this id, newest first, are still to be looked at; undefined at the start. */
  readonly before?: string;
  readonly documents: number;
  /** Of the events that the pass has read, by month. */
  readonly figures: readonly MonthFigures[];
  readonly counts: Readonly<Partial<Record<Repair, number>>>;
  /** The first of what was set right. */
  readonly repaired: readonly Repaired[];
  /** Documents that could not be reconciled; the next pass tries again. */
  readonly failed: number;
  readonly finishedAt?: Instant;
  readonly revision: number;
}

/** A month's figures by the latest pass that finished, with what all passes have set right in that month. */
export interface PunctualityFigures extends MonthFigures {
  readonly repaired: number;
  /** When the pass finished that counted them. */
  readonly asOf: Instant;
}

/** Passes, and the figures that they leave. */
export interface Punctuality {
  /** The one that was begun last, finished or not. */
  latestPass(): Promise<Pass | undefined>;
  /** Takes the place of the one with the revision before; revision 1 begins a pass. @throws ConflictError */
  putPass(pass: Pass): Promise<void>;
  /** Adds to the repairs of the month. */
  addRepaired(month: string, repaired: number): Promise<void>;
  /** Takes the place of what an earlier pass said of these months. */
  putFigures(figures: readonly MonthFigures[], asOf: Instant): Promise<void>;
  figures(month: string): Promise<PunctualityFigures | undefined>;
}

/** Carries a pass on in another invocation. */
export interface ReconcileQueue {
  enqueue(step: { readonly passId: string }): Promise<void>;
}
