import { seeded } from '../../support/random.ts';

/** Everything that is left to chance, drawn from one seed: the same again for the same seed. */
export class Chance {
  /** From 0 to 1. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seeded(seed);
  }

  /** A source of its own, so that what one part draws moves no other. */
  fork(): Chance {
    return new Chance(this.int(0, 2 ** 31 - 1));
  }

  is(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number, both ends included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.int(0, items.length - 1)] ?? items[0];
  }

  /** One of them, or undefined where there is none. */
  among<Item>(items: readonly Item[]): Item | undefined {
    return items[this.int(0, items.length - 1)];
  }

  /** Takes one out of the list. */
  take<Item>(items: Item[]): Item | undefined {
    return items.splice(this.int(0, items.length - 1), 1)[0];
  }
}
