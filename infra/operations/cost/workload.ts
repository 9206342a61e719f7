/** What an installation has to do in a month. All zero: an idle one. */
export interface Workload {
  /** Documents that are kept. */
  readonly documents: number;
  /** Subscriptions. */
  readonly subscribers: number;
  /** Decisions recorded in the month, each of which changes a status on a later day. */
  readonly changes: number;
  /** Documents registered in the month, each with a file. */
  readonly uploads: number;
  /** Documents read through the API in the month. */
  readonly reads: number;
  /** Users who sign in during the month. */
  readonly users: number;
  /** Of all subscriptions, the share that an event is for: 0 to 1. */
  readonly reach: number;
  /** Size of a file. */
  readonly fileBytes: number;
}

/** An installation in which nothing happens. */
export const idle: Workload = {
  documents: 0,
  subscribers: 0,
  changes: 0,
  uploads: 0,
  reads: 0,
  users: 0,
  reach: 0,
  fileBytes: 0,
};

/** Hours and minutes of a month, as AWS reckons them. */
export const hoursPerMonth = 730;
export const minutesPerMonth = 60 * hoursPerMonth;
