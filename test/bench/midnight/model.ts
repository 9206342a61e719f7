/** What is published of the services; docs/scale.md names the pages. All are for an account that asked for nothing. */
export interface Quotas {
  /** Write units a second of a new table on demand, and of each of its indexes; twice the peak of before later. */
  readonly warmWrites: number;
  /** Write units a second that one partition takes, and so one key of an index. */
  readonly partitionWrites: number;
  /** PutEvents requests a second. */
  readonly putEvents: number;
  /** Events of one PutEvents. */
  readonly eventsOfRequest: number;
  /** Shards of a new table's stream: one for each partition. */
  readonly streamShards: number;
  /** Milliseconds of one write in DynamoDB, of one PutEvents, and between two looks at a shard of a stream. */
  readonly writeMs: number;
  readonly putEventsMs: number;
  readonly streamPollMs: number;
  /** Memory of a function that comes with one whole processor. */
  readonly memoryOfProcessor: number;
}

export const published: Quotas = {
  warmWrites: 4_000,
  partitionWrites: 1_000,
  putEvents: 600,
  eventsOfRequest: 10,
  streamShards: 4,
  writeMs: 5,
  putEventsMs: 40,
  streamPollMs: 250,
  memoryOfProcessor: 1_769,
};

/** What this run has measured, and how the functions are set. */
export interface Measured {
  /** Write units of a transition by table or `table.index`. */
  readonly units: Readonly<Record<string, number>>;
  readonly cpuMsPerTransition: number;
  readonly shards: number;
  readonly writersOfShard: number;
  readonly memory: number;
  /** Seconds that an invocation writes: its timeout, less the margin and the longest wait for the instant. */
  readonly seconds: number;
  /** Of a batch of the stream, and how many of its events are put at a time. */
  readonly batch: number;
  readonly putsAtATime: number;
  readonly putEventsAtATime: number;
}

export interface Estimate {
  /** Transitions a second that each part allows, the slowest first. */
  readonly bounds: readonly { readonly part: string; readonly perSecond: number }[];
  /** From the instant until the last document is written, and until the last event is on the bus. */
  readonly secondsToWrite: number;
  readonly secondsToBus: number;
  readonly invocations: number;
  /** Write units in all. */
  readonly units: number;
}

/**
 * How long so many documents at one instant take on AWS: the slowest of the parts decides. Everything is taken as at its
 * worst: a new table that nobody has warmed, and no burst that was saved up.
 */
export const estimate = (documents: number, measured: Measured, quotas: Quotas): Estimate => {
  const { units, shards, writersOfShard } = measured;
  const bound = (part: string, perSecond: number) => ({ part, perSecond: Math.floor(perSecond) });
  const processor = Math.min(1, measured.memory / quotas.memoryOfProcessor);
  const perInvocation = Math.min(
    (writersOfShard * 1000) / quotas.writeMs,
    (processor * 1000) / measured.cpuMsPerTransition,
  );
  const throughput = Object.entries(units).map(([part, each]) =>
    bound(`capacity of ${part}`, quotas.warmWrites / each),
  );
  // Of an index entry that moves one unit goes to the key that it leaves, and one to the one it comes to.
  const hottest = Math.max(
    ...Object.entries(units).map(([part, each]) => (part.includes('.') ? Math.min(1, each) : 0)),
  );
  const inDocuments = throughput.filter(({ part }) => part.startsWith('capacity of documents'));
  const writing = [
    ...inDocuments,
    bound('keys of the indexes', (shards * quotas.partitionWrites) / hottest),
    bound('invocations, one a shard', shards * perInvocation),
  ].toSorted(bySpeed);
  const batchMs =
    Math.ceil(measured.batch / measured.putsAtATime) * quotas.writeMs +
    2 * quotas.writeMs +
    Math.ceil(measured.batch / quotas.eventsOfRequest / measured.putEventsAtATime) *
      quotas.putEventsMs;
  const telling = [
    bound(
      'relay, one invocation a shard of the stream',
      (quotas.streamShards * measured.batch * 1000) / batchMs,
    ),
    bound('PutEvents', quotas.putEvents * quotas.eventsOfRequest),
    ...throughput.filter((one) => !inDocuments.includes(one)),
  ];
  const all = [...writing, ...telling].toSorted(bySpeed);
  const [written, told] = [slowest(writing), slowest(all)];
  const secondsToWrite = documents / written;
  return {
    bounds: all,
    secondsToWrite: rounded(secondsToWrite),
    secondsToBus: rounded(documents / told + (quotas.streamPollMs + batchMs) / 1000),
    invocations: 1 + shards * Math.ceil(secondsToWrite / measured.seconds),
    units: Math.round(documents * Object.values(units).reduce((sum, one) => sum + one, 0)),
  };
};

const bySpeed = (a: { readonly perSecond: number }, b: { readonly perSecond: number }): number =>
  a.perSecond - b.perSecond;

const slowest = (bounds: readonly { readonly perSecond: number }[]): number =>
  Math.min(...bounds.map(({ perSecond }) => perSecond));

const rounded = (seconds: number): number => Number(seconds.toFixed(1));
