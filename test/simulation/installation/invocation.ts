import type { Context } from 'aws-lambda';
import { type Clock, type Ids, UnavailableError } from '#shared/application/ports.ts';
import { between, type Instant, shift } from '#shared/domain/instant.ts';
import { context } from '../../support/invocations.ts';
import type { Chance } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Weather } from './weather.ts';

/** How an invocation ended, as its source sees it. */
export type Ended<Result> =
  | { readonly how: 'answered'; readonly result: Result }
  | { readonly how: 'threw'; readonly error: unknown }
  | { readonly how: 'died' };

/** What invocations go on in. */
export interface Surroundings {
  readonly time: VirtualTime;
  readonly weather: Weather;
  readonly chance: Chance;
}

const clockOffMilliseconds = 60_000;

/**
 * One invocation of a function: its own clock, its own ids, and a way to every port on which a call takes time, may
 * fail, and may be the last thing that it does. What it has sent may take effect after it has died.
 */
export class Invocation {
  readonly name: string;
  readonly startedAt: Instant;
  /** The same by its own clock. */
  readonly beganAt: Instant;
  readonly #surroundings: Surroundings;
  readonly #timeoutMs: number;
  readonly #skew: number;
  #isAlive = true;
  readonly #called = new Set<string>();
  #isDirect = false;
  /** Whether a call of it has failed, or its answer was lost. */
  isDisturbed = false;
  #ids = 0;
  #die: () => void = () => {};

  constructor(name: string, timeoutMs: number, surroundings: Surroundings) {
    const { time, weather, chance } = surroundings;
    this.name = name;
    this.#surroundings = surroundings;
    this.#timeoutMs = timeoutMs;
    this.startedAt = time.now;
    this.#skew =
      name !== 'onlooker' && weather.strikes('clock off', name)
        ? chance.int(-clockOffMilliseconds, clockOffMilliseconds)
        : 0;
    this.beganAt = this.clock.now();
  }

  /** One that has the true time, and for which no call takes any. */
  static direct(surroundings: Surroundings): Invocation {
    const invocation = new Invocation('onlooker', 60_000, surroundings);
    invocation.#isDirect = true;
    return invocation;
  }

  hasCalled(what: string): boolean {
    return this.#called.has(what);
  }

  get clock(): Clock {
    const { time } = this.#surroundings;
    return {
      now: () => (this.#skew === 0 ? time.now : shift(time.now, this.#skew)),
      sleepUntil: async (until) => {
        if (this.#dies('crash before', `${this.name} asleep`)) return never();
        await this.#survive(time.sleepUntil(shift(until, -this.#skew), `${this.name} awake`));
      },
    };
  }

  /** uuid v7 by the function's own clock, no two the same. */
  idsFrom(next: () => number): Ids {
    return {
      next: () => {
        const time = Date.parse(this.clock.now()).toString(16).padStart(12, '0');
        const [count, random] = [(this.#ids++ % 4096).toString(16).padStart(3, '0'), next()];
        const rest = random.toString(16).padStart(12, '0');
        return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-8000-${rest}`;
      },
    };
  }

  get context(): Context {
    const { time } = this.#surroundings;
    return {
      ...context(),
      awsRequestId: this.name,
      getRemainingTimeInMillis: () => this.#timeoutMs - between(this.startedAt, time.now),
    };
  }

  /** Runs the function to its end, its death or its timeout. */
  run<Result>(work: () => Promise<Result>): Promise<Ended<Result>> {
    const { time } = this.#surroundings;
    return new Promise((end) => {
      const over = (ended: Ended<Result>) => {
        if (!this.#isAlive) return;
        this.#isAlive = false;
        end(ended);
      };
      this.#die = () => over({ how: 'died' });
      time.after(this.#timeoutMs, undefined, this.#die);
      work().then(
        (result) => over({ how: 'answered', result }),
        (error: unknown) => over({ how: 'threw', error }),
      );
    });
  }

  /** The port, every call of which goes over the network. */
  wire<Port extends object>(name: string, port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) =>
          this.call(name, String(property), async () => Reflect.apply(member, target, given));
      },
    });
  }

  /** @throws UnavailableError where the weather has it so, whether or not it took effect */
  async call<Result>(port: string, method: string, effect: () => Promise<Result>): Promise<Result> {
    const { time, weather, chance } = this.#surroundings;
    if (this.#isDirect) return effect();
    const what = `${this.name} ${port}.${method}`;
    this.#called.add(`${port}.${method}`);
    if (this.#dies('crash before', what)) return never();
    const wait = weather.strikes('delay', what) ? chance.int(100, 20_000) : chance.int(1, 12);
    const isThrottled = weather.isThrottled(port, time.milliseconds, what);
    const isRefused = isThrottled || weather.strikes('error before', what);
    const isAnswerLost = !isRefused && weather.strikes('error after', what);
    this.isDisturbed ||= isRefused || isAnswerLost;
    await time.pause(wait, what);
    // What a function that has died had sent is on its way, or is not.
    if (!this.#isAlive && chance.is(0.5)) return never();
    if (isRefused) {
      await this.#survive(time.pause(chance.int(1, 12), `${what} fails`));
      throw new UnavailableError(`${port} does not take ${method} now`);
    }
    const outcome = await effect().then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );
    this.#dies('crash after', what);
    await this.#survive(time.pause(chance.int(1, 12), `${what} answers`));
    if (isAnswerLost) throw new UnavailableError(`${port} did not answer ${method}`);
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  }

  #dies(kind: 'crash before' | 'crash after', what: string): boolean {
    const dies = this.#isAlive && this.#surroundings.weather.strikes(kind, what);
    if (dies) this.#die();
    return dies;
  }

  /** A function that has died goes on with nothing. */
  async #survive(wait: Promise<void>): Promise<void> {
    await wait;
    if (!this.#isAlive) await never();
  }
}

const never = <Result>(): Promise<Result> => new Promise<Result>(() => {});
