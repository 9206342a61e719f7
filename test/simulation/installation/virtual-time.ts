import type { Clock } from '#shared/application/ports.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Trace } from './trace.ts';

interface Happening {
  readonly at: number;
  readonly order: number;
  /** In words; undefined where it is not worth any. */
  readonly what: string | undefined;
  readonly happen: () => void;
}

/** Everything that can go on without the clock has gone on: over memory nothing else is waited for. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * One clock, and what is to happen when. One thing happens at a time, in order of time and then of asking;
 * whatever goes on because of it has come to rest before the next.
 */
export class VirtualTime {
  readonly trace: Trace;
  readonly #heap: Happening[] = [];
  #asked = 0;
  /** Milliseconds since 1970. */
  #now: number;
  /** As it was said last. */
  #said: { readonly milliseconds: number; readonly instant: Instant };
  steps = 0;

  constructor(start: Instant, trace: Trace) {
    this.#now = Date.parse(start);
    this.#said = { milliseconds: this.#now, instant: start };
    this.trace = trace;
  }

  /** Says what happens now. */
  note(what: string): void {
    this.trace.note(this.#now, what);
  }

  get now(): Instant {
    if (this.#said.milliseconds !== this.#now) {
      this.#said = { milliseconds: this.#now, instant: new Date(this.#now).toISOString() };
    }
    return this.#said.instant;
  }

  get milliseconds(): number {
    return this.#now;
  }

  /** The true time, for what is not a machine with a clock of its own. */
  get clock(): Clock {
    return { now: () => this.now, sleepUntil: (until) => this.sleepUntil(until) };
  }

  after(milliseconds: number, what: string | undefined, happen: () => void): void {
    const at = this.#now + Math.max(0, milliseconds);
    push(this.#heap, { at, order: this.#asked++, what, happen });
  }

  at(instant: Instant, what: string, happen: () => void): void {
    this.after(Date.parse(instant) - this.#now, what, happen);
  }

  sleepUntil(until: Instant, what: string | undefined = undefined): Promise<void> {
    return new Promise((resolve) => this.after(Date.parse(until) - this.#now, what, resolve));
  }

  pause(milliseconds: number, what: string | undefined): Promise<void> {
    return new Promise((resolve) => this.after(milliseconds, what, resolve));
  }

  /** Lets time pass until the instant; stops short of it where `mayGoOn` says no. */
  async pass(until: Instant, mayGoOn: () => boolean): Promise<void> {
    const end = Date.parse(until);
    await settled();
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      if (!mayGoOn()) return;
      pop(this.#heap);
      this.#now = next.at;
      this.steps++;
      if (next.what !== undefined) this.trace.note(this.#now, next.what);
      next.happen();
      await settled();
    }
    if (mayGoOn()) this.#now = end;
  }
}

const isBefore = (a: Happening, b: Happening): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap: the earliest comes first. */
const push = (heap: Happening[], one: Happening): void => {
  let place = heap.push(one) - 1;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(one, parent)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = one;
};

const pop = (heap: Happening[]): void => {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let place = 0;
  for (;;) {
    const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
    if (left === undefined) break;
    const isRight = right !== undefined && isBefore(right, left);
    const child = isRight ? right : left;
    if (!isBefore(child, last)) break;
    heap[place] = child;
    place = 2 * place + (isRight ? 2 : 1);
  }
  heap[place] = last;
};
