import type { Instant } from '../domain/instant.ts';

/** The instant so many milliseconds later, or earlier where negative. */
export const shift = (instant: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** Milliseconds from one instant to another, negative when `to` is earlier. */
export const between = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);
