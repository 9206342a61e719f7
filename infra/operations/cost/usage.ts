/** What one thing that happens uses. Units are request units of DynamoDB, bytes are what it leaves behind. */
export interface Use {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Events that it puts on the bus. */
  readonly events: number;
  /** Messages to queues: each is sent, received and deleted. */
  readonly messages: number;
  /** Bytes that stay in the tables. */
  readonly bytes: number;
  /** By function, how often it is invoked: each on its own, as when nothing comes together. */
  readonly invocations: Readonly<Record<string, number>>;
}

/** What is used by all that can happen, and by the passing of time. */
export interface Usage {
  /** A document registered, its file announced, put and verified. */
  readonly upload: Use;
  /** A decision recorded for a later day. */
  readonly decision: Use;
  /** The reminder a week ahead, and the change on the day. */
  readonly transition: Use;
  /** An event kept in the log and given to those who subscribe; for each subscription that is looked through. */
  readonly event: Use & { readonly readUnitsPerSubscription: number };
  /** An event sent to one subscriber. */
  readonly delivery: Use & { readonly bytesSent: number; readonly daysKept: number };
  /** A document read through the API. */
  readonly read: Use & { readonly bytesSent: number };
  /** A document compared with its decisions, every night. */
  readonly nightly: Use;
  /** A sweep in which nothing is due, by function. */
  readonly sweep: Readonly<Record<string, { readonly readUnits: number; readonly tables: number }>>;
  /** By function: how long an invocation takes, in milliseconds. */
  readonly milliseconds: Readonly<Record<string, number>>;
  /** Log of one invocation, in bytes. */
  readonly logBytes: number;
  /** Names of custom metrics, by when they come: CloudWatch is paid for the hours in which a metric has data. */
  readonly metrics: {
    /** Once a day, whatever happens. */
    readonly daily: readonly string[];
    /** When something happens: counted as if each event fell into an hour of its own. */
    readonly busy: readonly string[];
    /** When something is wrong: not counted. */
    readonly trouble: readonly string[];
  };
}

/** Without a workload of its own: what is not stated is not used. */
const nothing: Use = {
  writeUnits: 0,
  readUnits: 0,
  events: 0,
  messages: 0,
  bytes: 0,
  invocations: {},
};

/** A change of a document reaches both readers of its stream. */
const streamed = { 'relay-events': 1, 'plan-wakeups': 1 };

/**
 * For a common document of 2 KB. Units, events and wake-ups are held to what the code does by
 * test/integration/cost-usage.test.ts; bytes are rounded up from the items there; milliseconds and log bytes are
 * assumed on the high side.
 */
export const measuredUsage: Usage = {
  upload: {
    writeUnits: 28,
    readUnits: 5,
    events: 2,
    messages: 1,
    bytes: 3_500,
    invocations: { api: 2, 'verify-upload': 1, 'relay-events': 3, 'plan-wakeups': 3 },
  },
  decision: {
    writeUnits: 20,
    readUnits: 4,
    events: 3,
    messages: 0,
    bytes: 1_500,
    invocations: { api: 1, ...streamed },
  },
  transition: {
    ...nothing,
    writeUnits: 12,
    readUnits: 10,
    events: 2,
    invocations: { 'apply-due': 2, 'relay-events': 2, 'plan-wakeups': 2 },
  },
  event: {
    ...nothing,
    writeUnits: 3,
    readUnits: 1,
    messages: 1,
    bytes: 2_200,
    invocations: { 'fan-out': 1 },
    readUnitsPerSubscription: 0.2,
  },
  delivery: {
    ...nothing,
    writeUnits: 9,
    readUnits: 7,
    messages: 1,
    bytes: 900,
    daysKept: 30,
    bytesSent: 2_500,
    invocations: { deliver: 1 },
  },
  read: { ...nothing, readUnits: 1, bytesSent: 3_000, invocations: { api: 1 } },
  nightly: { ...nothing, readUnits: 6, invocations: { reconcile: 0.002 } },
  sweep: {
    'apply-due': { readUnits: 4, tables: 1 },
    'sweep-deliveries': { readUnits: 2, tables: 2 },
    remind: { readUnits: 1, tables: 2 },
  },
  milliseconds: {
    api: 100,
    'apply-due': 100,
    deliver: 250,
    'erase-files': 500,
    'fan-out': 100,
    'plan-wakeups': 50,
    reconcile: 20_000,
    'relay-events': 100,
    remind: 500,
    replay: 100,
    'sweep-deliveries': 50,
    'verify-upload': 500,
  },
  logBytes: 1_000,
  metrics: {
    daily: ['PassesFinished', 'Transitions', 'LatenessP50', 'LatenessP99', 'LatenessMax'],
    busy: [
      'Delivered',
      'DocumentsApplied',
      'EndpointsWoken',
      'EventsRelayed',
      'LatenessDelivered',
      'LatenessWritten',
      'RemindersGiven',
    ],
    trouble: [
      'DeliveryFailed',
      'DeliveryGivenUp',
      'FailedDocuments',
      'FailedRecords',
      'LoggedErrors',
      'Missed',
      'PoisonKept',
      'ReceiverUnreached',
      'Repaired',
      'SubscriptionDisabled',
      'ThrottledRequests',
    ],
  },
};
