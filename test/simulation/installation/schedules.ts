import type { Instant } from '#shared/domain/instant.ts';
import type { Ended, Surroundings } from './invocation.ts';

const minute = 60_000;
/** Lambda tries an asynchronous invocation twice more, a minute and two minutes later. */
const asyncRetries = [minute, 2 * minute] as const;

type Invoke = (event: unknown) => Promise<Ended<unknown>>;

/** Invokes as Scheduler does: nobody hears of what comes of it, and what fails is tried twice more. */
export const invokeAsync = async (
  { time }: Surroundings,
  invoke: Invoke,
  event: unknown,
): Promise<void> => {
  let ended = await invoke(event);
  for (const wait of asyncRetries) {
    if (ended.how === 'answered') return;
    await time.pause(wait, undefined);
    ended = await invoke(event);
  }
};

/** EventBridge Scheduler with its one-time schedules: one a name, gone once it has fired, right to the minute. */
export class Schedules {
  readonly #surroundings: Surroundings;
  readonly #invoke: Invoke;
  readonly #standing = new Map<Instant, Instant>();
  /** Those that were never to fire. */
  lost = 0;
  fired = 0;

  constructor(surroundings: Surroundings, invoke: Invoke) {
    this.#surroundings = surroundings;
    this.#invoke = invoke;
  }

  /** When each fires, by the instant that it is for. */
  get standing(): ReadonlyMap<Instant, Instant> {
    return this.#standing;
  }

  create(instant: Instant, fireAt: Instant): void {
    if (this.#standing.has(instant)) return;
    this.#standing.set(instant, fireAt);
    const { time, weather, chance } = this.#surroundings;
    const what = `schedule of ${instant}`;
    const due = Date.parse(fireAt) - time.milliseconds;
    const inTheMinute = weather.strikes('early', what) ? -chance.int(0, 30_000) : 0;
    const late = weather.strikes('late', what) ? chance.int(minute, 30 * minute) : 0;
    time.after(due + inTheMinute + late + chance.int(0, 5_000), what, () => {
      this.#standing.delete(instant);
      if (weather.strikes('lost', what)) {
        this.lost++;
        return;
      }
      this.fired++;
      const times = weather.strikes('duplicate', what) ? 2 : 1;
      for (let each = 0; each < times; each++) {
        void invokeAsync(this.#surroundings, this.#invoke, { instant });
      }
    });
  }
}

/** Invokes again and again: each time perhaps late, twice, or not at all. */
export const recurring = (
  surroundings: Surroundings,
  what: string,
  ways: {
    /** Milliseconds until the next. */
    readonly next: () => number;
    readonly invoke: () => void;
    /** Whether there is anything to do for it at all. */
    readonly isIdle: () => Promise<boolean>;
  },
): void => {
  const { time, weather, chance } = surroundings;
  const tick = () => {
    time.after(ways.next(), undefined, tick);
    void ways.isIdle().then((isIdle) => {
      // One idle time in fifty is played all the same.
      if ((isIdle && !chance.is(0.02)) || weather.strikes('lost', what)) return;
      const times = weather.strikes('duplicate', what) ? 2 : 1;
      for (let each = 0; each < times; each++) {
        const late = weather.strikes('late', what) ? chance.int(1_000, 50_000) : 0;
        time.after(late, `${what} is due`, ways.invoke);
      }
    });
  };
  time.after(ways.next(), undefined, tick);
};
