import { percentile } from '../numbers.ts';
import type { Arrival } from '../receiver.ts';

/** How long events were under way in a stretch of time, in milliseconds. */
export interface Lag {
  readonly events: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Counts what arrives: each event once, and each document's in their order. */
export class Tally {
  /** Arrivals of an event that was there before. */
  repeated = 0;
  /** Events that came after a later one of their document. */
  overtaken = 0;
  readonly #highest = new Map<string, number>();
  readonly #seen = new Set<string>();

  get received(): number {
    return this.#seen.size;
  }

  /** Events that a document has told before its last one and that have not come. */
  get missing(): number {
    const told = [...this.#highest.values()].reduce((sum, last) => sum + last, 0);
    return told - this.#seen.size;
  }

  /** Takes in what has come, and answers how long it was under way. */
  take(arrivals: readonly Arrival[]): Lag {
    const latencies: number[] = [];
    for (const { eventId, latencyMs } of arrivals) {
      if (this.#seen.has(eventId)) {
        this.repeated += 1;
        continue;
      }
      this.#seen.add(eventId);
      latencies.push(latencyMs);
      const place = eventId.lastIndexOf('-');
      const [document, sequence] = [eventId.slice(0, place), Number(eventId.slice(place + 1))];
      const highest = this.#highest.get(document) ?? 0;
      if (sequence < highest) this.overtaken += 1;
      this.#highest.set(document, Math.max(highest, sequence));
    }
    return lagOf(latencies);
  }
}

const lagOf = (latencies: readonly number[]): Lag => ({
  events: latencies.length,
  p50: latencies.length === 0 ? 0 : percentile(latencies, 0.5),
  p99: latencies.length === 0 ? 0 : percentile(latencies, 0.99),
  max: latencies.reduce((most, one) => Math.max(most, one), 0),
});
