import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { messages } from '../../support/invocations.ts';
import type { Ended, Surroundings } from './invocation.ts';

export interface QueueOptions {
  readonly name: string;
  /** The function that empties it. */
  readonly consumer: string;
  readonly batchSize: number;
  /** Invocations at a time. */
  readonly atATime: number;
  readonly attempts: number;
  readonly visibilitySeconds: number;
  readonly invoke: (records: readonly SQSRecord[]) => Promise<Ended<SQSBatchResponse | undefined>>;
}

interface Message {
  readonly id: string;
  readonly body: string;
  receives: number;
}

/**
 * A queue and the function that empties it, as SQS and Lambda do it: at least once and in no order, with delays,
 * batches, visibility timeouts, single messages that failed, and dead letters.
 */
export class Queue {
  readonly #options: QueueOptions;
  readonly #surroundings: Surroundings;
  readonly #visible: Message[] = [];
  #sent = 0;
  #busy = 0;
  #under = 0;
  /** Bodies. */
  readonly deadLetters: string[] = [];

  constructor(options: QueueOptions, surroundings: Surroundings) {
    this.#options = options;
    this.#surroundings = surroundings;
  }

  get name(): string {
    return this.#options.name;
  }

  get consumer(): string {
    return this.#options.consumer;
  }

  /** Messages that are delayed, wait, or are being handled. */
  get underWay(): number {
    return this.#under;
  }

  send(body: unknown, delaySeconds = 0): void {
    if (delaySeconds < 0 || delaySeconds > 900) throw new RangeError(`${delaySeconds} seconds`);
    const { weather, chance } = this.#surroundings;
    const id = `${this.#options.name}-${++this.#sent}`;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const copies = weather.strikes('duplicate', id) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const late = weather.strikes('late', id) ? chance.int(1_000, 120_000) : chance.int(1, 40);
      this.#show({ id, body: text, receives: 0 }, delaySeconds * 1000 + late);
    }
  }

  /** Sends the dead letters in again, as an operator does. */
  redrive(): void {
    for (const body of this.deadLetters.splice(0)) this.send(body);
  }

  #show(message: Message, afterMilliseconds: number): void {
    this.#under++;
    this.#surroundings.time.after(afterMilliseconds, undefined, () => {
      this.#visible.push(message);
      this.#pump();
    });
  }

  #pump(): void {
    const { batchSize, atATime } = this.#options;
    const { chance } = this.#surroundings;
    while (this.#busy < atATime && this.#visible.length > 0) {
      const batch: Message[] = [];
      for (let room = chance.int(1, batchSize); room > 0; room--) {
        const message = chance.take(this.#visible);
        if (message !== undefined) batch.push(message);
      }
      void this.#receive(batch);
    }
  }

  async #receive(batch: readonly Message[]): Promise<void> {
    const { attempts, visibilitySeconds, invoke } = this.#options;
    const fit = batch.filter((message) => ++message.receives <= attempts);
    for (const message of batch.filter((one) => !fit.includes(one))) this.#bury(message.body);
    this.#busy++;
    const ended = await invoke(fit.flatMap(recordOf));
    this.#busy--;
    const failed = ended.how === 'answered' ? failuresIn(ended.result) : undefined;
    for (const message of fit) {
      this.#under--;
      if (failed === undefined || failed.has(message.id)) {
        this.#show(message, visibilitySeconds * 1000);
      }
    }
    this.#pump();
  }

  #bury(body: string): void {
    this.#under--;
    this.deadLetters.push(body);
  }
}

const failuresIn = (response: SQSBatchResponse | undefined): ReadonlySet<string> =>
  new Set(response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));

const recordOf = ({ id, body, receives }: Message): SQSRecord[] =>
  messages([body], receives).Records.map((record) => ({ ...record, messageId: id }));
