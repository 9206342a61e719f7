import { Stack } from 'aws-cdk-lib';
import type { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import type { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Dashboard } from './dashboard.ts';
import type { DocumentApi } from './document-api.ts';
import { ErrorsMetric } from './errors-metric.ts';
import { ServiceFunction } from './service-function.ts';
import { ServiceTable } from './service-table.ts';
import type { StreamReader } from './stream-reader.ts';
import type { WorkQueue } from './work-queue.ts';

export interface WatchProps {
  /**
   * Who is told of alarms.
   * @default nobody: they are seen in CloudWatch only
   */
  readonly email?: string;
  /** Whether there is a dashboard. */
  readonly dashboard: boolean;
  /** Carries events to the log and the bus. */
  readonly relayed: StreamReader;
  /** Plans wake-ups, for which the sweep makes up. */
  readonly planned: StreamReader;
  /** By what waits in them. */
  readonly queues: Readonly<Record<string, WorkQueue>>;
  /** Keeps what a schedule could not start, or what failed when it did. */
  readonly failedRuns: IQueue;
  /** The functions that have to run every minute. */
  readonly sweeps: readonly ServiceFunction[];
  /** The function that has to run every hour. */
  readonly reminder: ServiceFunction;
  readonly bus: EventBus;
  /** Gives every event to fan-out. */
  readonly everyEvent: Rule;
  /** Holds a schedule for each instant with a coming change. */
  readonly schedules: CfnScheduleGroup;
  readonly api: DocumentApi;
  /** The function behind the API. */
  readonly answers: ServiceFunction;
}

/** What alarms and the dashboard look at. */
export interface Watched extends Omit<WatchProps, 'queues' | 'failedRuns' | 'email' | 'dashboard'> {
  readonly functions: readonly ServiceFunction[];
  readonly tables: readonly ServiceTable[];
  /** By what waits in them. */
  readonly queues: Readonly<Record<string, IQueue>>;
  /** By what they keep: the runbook has a section `dead-letters-<name>` for each. */
  readonly deadLetters: Readonly<Record<string, IQueue>>;
}

/** Everything by which an operator learns how the stack does. Goes last: it finds what the stack holds. */
export class Watch extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { email, dashboard, failedRuns, ...props }: WatchProps,
  ) {
    super(scope, id);
    const everything = Stack.of(this).node.findAll();
    const functions = everything.filter((each) => each instanceof ServiceFunction);
    const queues = Object.entries(props.queues);
    const watched: Watched = {
      ...props,
      functions,
      tables: everything.filter((each) => each instanceof ServiceTable),
      queues: Object.fromEntries(queues.map(([name, { queue }]) => [name, queue])),
      deadLetters: {
        ...Object.fromEntries(queues.map(([name, { deadLetters }]) => [name, deadLetters])),
        'failed-runs': failedRuns,
      },
    };
    new ErrorsMetric(this, 'Errors', { functions, ...props });
    const alarms = new Alarms(this, 'Alarms', { ...watched, email });
    if (dashboard) new Dashboard(this, 'Dashboard', { ...watched, alarms: alarms.all });
  }
}
