/** What came of a worker's time at an endpoint. */
export interface DrainResult {
  readonly attempts: number;
  readonly delivered: number;
  /** Failed, and will be tried no more. */
  readonly givenUp: number;
  /** Of each delivery that was accepted at once, how late it was: see shared/domain/lateness.ts. */
  readonly lateness: readonly number[];
}

export const nothingDone: DrainResult = { attempts: 0, delivered: 0, givenUp: 0, lateness: [] };

export const sumOf = (a: DrainResult, b: DrainResult): DrainResult => ({
  attempts: a.attempts + b.attempts,
  delivered: a.delivered + b.delivered,
  givenUp: a.givenUp + b.givenUp,
  lateness: [...a.lateness, ...b.lateness],
});
