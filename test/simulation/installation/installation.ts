import type { DynamoDBRecord, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { type DeadLetters, type Tester, UnavailableError } from '#shared/application/ports.ts';
import { wakeUp } from '#shared/contracts/wake-up.ts';
import type { CloudEvent } from '#shared/domain/events.ts';
import { between, laterOf } from '#shared/domain/instant.ts';
import type { HttpEvent, HttpResult } from '#shared/runtime/http.ts';
import type { Chance } from './chance.ts';
import {
  answering,
  type Draining,
  drain,
  type FunctionName,
  type Invoked,
  invoked,
  type Reading,
  reading,
  timeouts,
} from './functions.ts';
import { type Ended, Invocation, type Surroundings } from './invocation.ts';
import type { Plant } from './plant.ts';
import { type Ports, portsOf } from './ports.ts';
import { Queue } from './queue.ts';
import { Receivers } from './receiving.ts';
import { Schedules } from './schedules.ts';
import { newStores, type Stores } from './stores.ts';
import { StreamReader } from './stream.ts';
import { Watch } from './watch.ts';

const attempts = 5;
/** Far from the deadline: what takes longer may have been handed to another wake-up. */
const safeMilliseconds = 200_000;

const wakeUpIn = (event: unknown): { readonly instant?: string; readonly shard?: number } => {
  const read = wakeUp.parse(event);
  return 'instant' in read ? read : {};
};

type QueueName =
  | 'uploads'
  | 'erasures'
  | 'events'
  | 'deliveries'
  | 'replays'
  | 'reconciliations'
  | 'wakeUps';

/** A whole Ikraft as it is deployed: functions, stores, streams, queues and schedules, in virtual time. */
export class Installation {
  readonly surroundings: Surroundings;
  readonly stores: Stores;
  readonly watch: Watch;
  readonly receivers: Receivers;
  readonly queues: Readonly<Record<QueueName, Queue>>;
  readonly streams: Readonly<Record<Reading, StreamReader>>;
  readonly schedules: Schedules;
  /** How often a message is received before it is a dead letter. */
  readonly attempts = attempts;
  readonly counts = { invocations: 0, died: 0 };
  readonly #plant: Plant | undefined;
  /** What functions draw, apart from everyone else. */
  readonly #chance: Chance;
  readonly #announced = new Set<string>();
  #onlooker: ReturnType<typeof answering> | undefined;
  #number = 0;

  constructor(surroundings: Surroundings, chance: Chance, plant: Plant | undefined) {
    this.surroundings = surroundings;
    this.#plant = plant;
    this.#chance = chance;
    const { time } = surroundings;
    this.watch = new Watch(() => time.now, surroundings.weather.isCalm);
    const watched = this.watch.over(newStores(time.clock));
    this.stores = { ...watched, ...plant?.stores?.(watched) };
    this.receivers = new Receivers(surroundings, this.watch);
    this.queues = {
      uploads: this.#queue('uploads', 'verify-upload', 5, 5),
      erasures: this.#queue('erasures', 'erase-files', 1, 5),
      events: this.#queue('events', 'fan-out', 10, 10),
      deliveries: this.#queue('deliveries', 'deliver', 1, 50),
      replays: this.#queue('replays', 'replay', 1, 5),
      reconciliations: this.#queue('reconciliations', 'reconcile', 1, 2),
      wakeUps: this.#queue('wakeUps', 'apply-due', 1, 10),
    };
    this.streams = {
      'relay-events': new StreamReader(
        {
          name: 'relay-events',
          isFor: () => true,
          invoke: (all) => this.#read('relay-events', all),
        },
        surroundings,
      ),
      'plan-wakeups': new StreamReader(
        {
          name: 'plan-wakeups',
          isFor: ({ wakeAt }) => wakeAt !== undefined,
          invoke: (all) => this.#read('plan-wakeups', all),
        },
        surroundings,
      ),
    };
    this.schedules = new Schedules(surroundings, (event) => this.invoke('apply-due', event));
    this.watch.onImage = (image) => {
      for (const reader of Object.values(this.streams)) reader.put(image);
    };
  }

  /** For ids: each number once. */
  nextNumber = (): number => ++this.#number;

  newChunkId = (): string => `chunk-${this.nextNumber()}`;

  /** A request to the API; undefined where no answer came. */
  async ask(event: HttpEvent): Promise<HttpResult | undefined> {
    const invocation = this.#newInvocation('api');
    const ended = await this.#run('api', invocation, (ports) =>
      answering(ports)(event, invocation.context),
    );
    return ended.how === 'answered' ? ended.result : undefined;
  }

  /** What the API would answer at this very instant, were the network no distance and nothing wrong. */
  look(event: HttpEvent): Promise<HttpResult> {
    const invocation = Invocation.direct(this.surroundings);
    this.#onlooker ??= answering(this.#portsOf('api', invocation));
    return this.#onlooker(event, invocation.context);
  }

  /** By a schedule, or by another function. */
  async invoke(name: Invoked, event: unknown): Promise<Ended<unknown>> {
    const invocation = this.#newInvocation(name);
    const ended = await this.#run(name, invocation, (ports) =>
      Promise.resolve<unknown>(invoked[name](ports)(event, invocation.context)),
    );
    if (name === 'apply-due' && ended.how === 'answered') this.#expectApplied(invocation, event);
    return ended;
  }

  isAnnounced(eventId: string): boolean {
    return this.#announced.has(eventId);
  }

  /** What is on the bus goes to the queue of fan-out. */
  announce(event: CloudEvent): void {
    this.watch.heard('bus', event);
    this.#announced.add(event.id);
    this.queues.events.send({ detail: event });
  }

  async test(test: Parameters<Tester['attempt']>[0]): ReturnType<Tester['attempt']> {
    const invocation = this.#newInvocation('deliver');
    const ended = await this.#run('deliver', invocation, (ports) =>
      invoked.deliver(ports)({ test }, invocation.context),
    );
    if (ended.how !== 'answered' || !('durationMs' in ended.result)) {
      throw new UnavailableError('The test has no answer');
    }
    return ended.result;
  }

  /** Where a function keeps what it can never handle. */
  deadLettersOf(name: FunctionName): DeadLetters {
    return {
      keep: async ({ body }) => {
        const stream = Object.values(this.streams).find((one) => one.name === name);
        const queue = Object.values(this.queues).find((one) => one.consumer === name);
        if (stream !== undefined) stream.keep(JSON.parse(body));
        else queue?.deadLetters.push(body);
      },
    };
  }

  #queue(name: QueueName, consumer: Draining, batchSize: number, atATime: number): Queue {
    const visibilitySeconds = 6 * timeouts[consumer];
    const invoke = (records: readonly SQSRecord[]) => this.#drain(consumer, records);
    const options = { name, consumer, batchSize, atATime, attempts, visibilitySeconds, invoke };
    return new Queue(options, this.surroundings);
  }

  async #read(name: Reading, records: readonly DynamoDBRecord[]) {
    const invocation = this.#newInvocation(name);
    const ended = await this.#run(name, invocation, (ports) =>
      reading[name](ports)({ Records: [...records] }, invocation.context),
    );
    return this.#heardBy(name, ended);
  }

  async #drain(name: Draining, records: readonly SQSRecord[]) {
    const invocation = this.#newInvocation(name);
    const ended = await this.#run(name, invocation, (ports) =>
      drain(name, ports, { Records: [...records] }, invocation.context),
    );
    const isDone = ended.how === 'answered' && ended.result?.batchItemFailures.length === 0;
    const [body] = records.map((record) => record.body);
    if (name === 'apply-due' && isDone && body !== undefined && records.length === 1) {
      this.#expectApplied(invocation, JSON.parse(body));
    }
    return this.#heardBy(name, ended);
  }

  #newInvocation(name: FunctionName): Invocation {
    const number = ++this.counts.invocations;
    const surroundings = { ...this.surroundings, chance: this.#chance };
    return new Invocation(`${name}#${number}`, timeouts[name] * 1000, surroundings);
  }

  #portsOf(name: FunctionName, invocation: Invocation): Ports {
    const ports = portsOf(this, invocation, name);
    return { ...ports, ...this.#plant?.ports?.(ports, name, this) };
  }

  async #run<Result>(
    name: FunctionName,
    invocation: Invocation,
    work: (ports: Ports) => Promise<Result>,
  ): Promise<Ended<Result>> {
    const { time } = this.surroundings;
    const ended = await invocation.run(() => work(this.#portsOf(name, invocation)));
    if (ended.how === 'died') this.counts.died++;
    const why = ended.how === 'threw' ? `: ${String(ended.error).slice(0, 200)}` : '';
    time.note(`${invocation.name} ${ended.how}${why}`);
    return ended;
  }

  /** What the source of a batch hears of it. */
  #heardBy<Response extends SQSBatchResponse | undefined>(
    name: FunctionName,
    ended: Ended<Response>,
  ): Ended<Response | SQSBatchResponse> {
    const isDeaf = ended.how === 'answered' && this.#plant?.failuresUnheard === name;
    return isDeaf ? { how: 'answered', result: { batchItemFailures: [] } } : ended;
  }

  /** A wake-up or a sweep in whose way nothing was leaves nothing that was due by the function's own clock. */
  #expectApplied(invocation: Invocation, event: unknown): void {
    const { clock, beganAt, startedAt, name } = invocation;
    const { instant = '', shard } = wakeUpIn(event);
    const isLong = between(startedAt, this.surroundings.time.now) > safeMilliseconds;
    const isOne = shard === undefined && clock.now() >= instant;
    if (isLong || !isOne || invocation.isDisturbed || invocation.hasCalled('wakeUps.enqueue'))
      return;
    this.watch.expectNothingDue(name, startedAt, laterOf(beganAt, instant));
  }
}
