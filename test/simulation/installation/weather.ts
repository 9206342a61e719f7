import type { Chance } from './chance.ts';

/** What can go wrong with a call of a port. */
export const faultKinds = [
  'error before',
  'error after',
  'throttle',
  'delay',
  'crash before',
  'crash after',
  'partly taken',
  'duplicate',
  'late',
  'lost',
  'early',
  'clock off',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** How often each happens in a calm, a usual and a stormy run, of a thousand calls. */
const perThousand: Readonly<Record<FaultKind, number>> = {
  'error before': 6,
  'error after': 5,
  throttle: 0,
  delay: 15,
  'crash before': 3,
  'crash after': 4,
  'partly taken': 40,
  duplicate: 30,
  late: 30,
  lost: 100,
  early: 300,
  'clock off': 100,
};

const strengths = [0, 1, 1, 2, 4, 6] as const;

interface Throttling {
  readonly port: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Draws the faults. Whether one that was drawn happens is another matter: `most` lets only the first so many
 * happen, and everything up to there stays as it is.
 */
export class Weather {
  readonly #chance: Chance;
  readonly #strength: number;
  readonly #kinds: ReadonlySet<FaultKind>;
  readonly #throttled: Throttling[] = [];
  readonly #most: number;
  readonly #note: (what: string) => void;
  readonly counts = new Map<FaultKind, number>();
  #injected = 0;
  #isOver = false;
  /** In words, the last fault that happened. */
  last = 'none';

  constructor(chance: Chance, most: number, note: (what: string) => void) {
    this.#chance = chance;
    this.#most = most;
    this.#note = note;
    this.#strength = chance.pick(strengths);
    this.#kinds = new Set(faultKinds.filter(() => chance.is(0.8)));
  }

  /** Whether nothing goes wrong in this run at all. */
  get isCalm(): boolean {
    return this.#strength === 0;
  }

  get injected(): number {
    return this.#injected;
  }

  /** A port takes nothing for so many seconds from then on. */
  throttle(port: string, from: number, seconds: number): void {
    if (this.#strength > 0) this.#throttled.push({ port, from, to: from + seconds * 1000 });
  }

  /** From now on nothing goes wrong. */
  clearUp(): void {
    this.#isOver = true;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether this goes wrong now, where `what` says. */
  strikes(kind: FaultKind, what: string, factor = 1): boolean {
    if (this.#isOver || this.#strength === 0 || !this.#kinds.has(kind)) return false;
    if (!this.#chance.is((perThousand[kind] * this.#strength * factor) / 1000)) return false;
    return this.#inject(kind, what);
  }

  isThrottled(port: string, now: number, what: string): boolean {
    if (this.#isOver) return false;
    const isNow = this.#throttled.some(
      (one) => one.port === port && one.from <= now && now < one.to,
    );
    return isNow && this.#inject('throttle', what);
  }

  #inject(kind: FaultKind, what: string): boolean {
    if (this.#injected >= this.#most) return false;
    this.#injected++;
    this.last = `${kind}: ${what}`;
    this.#note(`fault ${this.#injected}, ${this.last}`);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return true;
  }
}
