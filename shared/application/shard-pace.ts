import { type Instant, shift } from '../domain/instant.ts';
import { type Clock, UnavailableError } from './ports.ts';

/** Refused so often in a row, with nothing taken in between, a piece of work is let be … */
const strikesOfOne = 8;
/** … and so often, the shard. */
const strikesOfAll = 12;
const firstRest = 50;
const longestRest = 2_000;

/**
 * The pace of one shard: what its partition refuses is tried again after a rest that all work of this shard
 * takes, and no other's. After the rest one goes first, and one more at a time with each that is taken.
 * Rests double from 50 milliseconds to 2 seconds. A partition that takes nothing is given up.
 */
export class ShardPace {
  readonly #clock: Clock;
  readonly #deadline: Instant;
  readonly #most: number;
  #atATime: number;
  #underWay = 0;
  /** Resolves when all who asked before have had their turn. */
  #lastInLine: Promise<void> = Promise.resolve();
  #wakeFirst: () => void = () => {};
  #strikes = 0;
  #restsUntil: Instant = '';
  #givenUp: UnavailableError | undefined;

  constructor(clock: Clock, limits: { readonly most: number; readonly deadline: Instant }) {
    this.#clock = clock;
    this.#deadline = limits.deadline;
    this.#most = limits.most;
    this.#atATime = limits.most;
  }

  /** Does the work when it is its turn. @throws UnavailableError when it, or the shard, is refused for good */
  async keep<Result>(work: () => Promise<Result>): Promise<Result> {
    for (;;) {
      await this.#turn();
      try {
        if (this.#givenUp !== undefined) throw this.#givenUp;
        const result = await work();
        this.#strikes = 0;
        this.#atATime = Math.min(this.#most, this.#atATime + 1);
        return result;
      } catch (error) {
        if (!(error instanceof UnavailableError) || this.#givenUp !== undefined) throw error;
        this.#refused(error);
        if (this.#strikes >= strikesOfOne) throw error;
      } finally {
        this.#underWay--;
        this.#wakeFirst();
      }
    }
  }

  /** First come, first served: whoever was refused stands in line again, behind the others. */
  async #turn(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#lastInLine;
    this.#lastInLine = promise;
    await before;
    while (!this.#isFree()) {
      if (this.#underWay < this.#atATime) await this.#clock.sleepUntil(this.#restsUntil);
      else {
        await new Promise<void>((wake) => {
          this.#wakeFirst = wake;
        });
      }
    }
    this.#underWay++;
    resolve();
  }

  #isFree(): boolean {
    if (this.#givenUp !== undefined) return true;
    return this.#underWay < this.#atATime && this.#clock.now() >= this.#restsUntil;
  }

  #refused(error: UnavailableError): void {
    // What was under way when the rest began says nothing new.
    if (this.#clock.now() < this.#restsUntil) return;
    const rest = Math.min(longestRest, firstRest * 2 ** this.#strikes);
    this.#strikes++;
    this.#atATime = 1;
    this.#restsUntil = shift(this.#clock.now(), rest);
    if (this.#strikes === strikesOfAll || this.#restsUntil >= this.#deadline) this.#givenUp = error;
  }
}
