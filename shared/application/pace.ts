import type { Instant } from '../domain/instant.ts';
import type { Clock } from './ports.ts';

/** Gives turns that are evenly spaced, so that no second holds more of them than it may. */
export class Pace {
  readonly #clock: Clock;
  readonly #spacing: number;
  /** Milliseconds since 1970. */
  #freeAt: number;

  constructor(clock: Clock, perSecond: number, freeAt: Instant | undefined) {
    this.#clock = clock;
    this.#spacing = 1000 / perSecond;
    this.#freeAt = freeAt === undefined ? 0 : Date.parse(freeAt);
  }

  /** The first turn that is free, for the next worker. */
  get freeAt(): Instant {
    return new Date(this.#freeAt).toISOString();
  }

  /** Resolves when it is one's turn. */
  async turn(): Promise<void> {
    const now = Date.parse(this.#clock.now());
    const start = Math.max(now, this.#freeAt);
    this.#freeAt = start + this.#spacing;
    if (start - now >= 1) await this.#clock.sleepUntil(new Date(start).toISOString());
  }
}
