import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { DocumentImage } from '#shared/adapters/document-image.ts';
import { shardOf } from '#shared/adapters/indexes.ts';
import { changes } from '../../support/invocations.ts';
import type { Ended, Surroundings } from './invocation.ts';

export interface StreamOptions {
  readonly name: string;
  /** Which images the function is for. */
  readonly isFor: (image: DocumentImage) => boolean;
  readonly invoke: (records: readonly DynamoDBRecord[]) => Promise<Ended<DynamoDBBatchResponse>>;
}

const shards = 4;
const batchSize = 10;
const retries = 20;
const maxAgeMilliseconds = 20 * 3_600_000;

interface Written {
  readonly record: DynamoDBRecord;
  readonly at: number;
}

/**
 * The stream of the Documents table and a function that reads it, as Lambda does it: each shard in order, one batch at
 * a time; from the record that failed on, by halves where the function threw, and after its retries to the failures.
 */
export class StreamReader {
  readonly #options: StreamOptions;
  readonly #surroundings: Surroundings;
  readonly #shards: readonly Written[][] = Array.from({ length: shards }, () => []);
  readonly #busy = new Set<number>();
  #written = 0;
  /** Batches that were given up, and records that the function has put there itself. */
  readonly failures: (readonly DynamoDBRecord[])[] = [];
  /** Records that were ever given up. */
  givenUp = 0;

  constructor(options: StreamOptions, surroundings: Surroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
  }

  get name(): string {
    return this.#options.name;
  }

  /** Records that are still to be taken. */
  get underWay(): number {
    return this.#shards.reduce((sum, { length }) => sum + length, 0);
  }

  /** Puts the image of a write, in the order of the writes. */
  put(image: DocumentImage): void {
    if (!this.#options.isFor(image)) return;
    const { time, chance } = this.#surroundings;
    const number = String(++this.#written);
    const shard = shardOf(image.document.documentId) % shards;
    for (const record of changes([image]).Records) {
      const dynamodb = { ...record.dynamodb, SequenceNumber: number };
      this.#shards[shard]?.push({ record: { ...record, dynamodb }, at: time.milliseconds });
    }
    time.after(chance.int(5, 300), undefined, () => void this.#read(shard));
  }

  /** Keeps what the function can never take. */
  keep(record: DynamoDBRecord): void {
    this.failures.push([record]);
    this.givenUp++;
  }

  /** Gives the function once more what was given up, as an operator does; what it does not take stays. */
  async redrive(): Promise<void> {
    for (const batch of this.failures.splice(0)) {
      const ended = await this.#options.invoke(batch);
      const isTaken = ended.how === 'answered' && ended.result.batchItemFailures.length === 0;
      if (!isTaken) this.failures.push(batch);
    }
  }

  async #read(shard: number): Promise<void> {
    const records = this.#shards[shard];
    if (records === undefined || this.#busy.has(shard)) return;
    this.#busy.add(shard);
    const { time, weather, chance } = this.#surroundings;
    while (records.length > 0) {
      const batch = records.slice(0, chance.int(1, batchSize));
      await this.#take(batch, 0);
      if (weather.strikes('duplicate', `${this.name} batch`)) await this.#hand(batch);
      records.splice(0, batch.length);
      await time.pause(chance.int(5, 100), undefined);
    }
    this.#busy.delete(shard);
  }

  /** Until all of it is taken, or given up. */
  async #take(batch: readonly Written[], tried: number): Promise<void> {
    const { time } = this.#surroundings;
    let left = batch;
    for (let attempt = tried; left.length > 0; attempt++) {
      const taken = await this.#hand(left);
      if (taken === 'none' && left.length > 1) {
        const half = left.length >> 1;
        await this.#take(left.slice(0, half), attempt);
        return this.#take(left.slice(half), attempt);
      }
      left = left.slice(taken === 'none' ? 0 : taken);
      const [first] = left;
      if (first === undefined) return;
      if (attempt >= retries || time.milliseconds - first.at > maxAgeMilliseconds) {
        this.failures.push(left.map(({ record }) => record));
        this.givenUp += left.length;
        return;
      }
      await time.pause(Math.min(60_000, 1_000 * 2 ** attempt), undefined);
    }
  }

  /** How many were taken before the first that failed; `none` where the function threw or died. */
  async #hand(batch: readonly Written[]): Promise<number | 'none'> {
    const ended = await this.#options.invoke(batch.map(({ record }) => record));
    if (ended.how !== 'answered') return 'none';
    const failed = ended.result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    const first = batch.findIndex(({ record }) =>
      failed.includes(record.dynamodb?.SequenceNumber ?? ''),
    );
    return first === -1 ? batch.length : first;
  }
}
