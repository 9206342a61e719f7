import { Duration } from 'aws-cdk-lib';
import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { Config } from '../config.ts';
import type { DocumentStore } from './document-store.ts';
import type { EventLog } from './event-log.ts';
import type { EventRelay } from './event-relay.ts';
import type { LifecycleClock } from './lifecycle-clock.ts';
import type { PunctualityStore } from './punctuality-store.ts';
import { Recurring } from './recurring.ts';
import { ServiceFunction } from './service-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface ReconciliationProps {
  readonly documents: DocumentStore;
  readonly events: EventLog;
  readonly punctuality: PunctualityStore;
  /** Publishes events that were lost. */
  readonly relay: EventRelay;
  /** Plans wake-ups that were lost. */
  readonly clock: LifecycleClock;
  readonly timeZone: Config['timeZone'];
}

/** Compares every document with its decisions and its events once a day, and sets right what differs. */
export class Reconciliation extends Construct {
  readonly reconcile: ServiceFunction;
  readonly steps: WorkQueue;

  constructor(scope: Construct, id: string, props: ReconciliationProps) {
    super(scope, id);
    const { documents, events, punctuality, relay, clock, timeZone } = props;

    this.reconcile = new ServiceFunction(this, 'Reconcile', {
      name: 'reconcile',
      description: 'Sets right what differs from the decisions, and counts how punctual it was',
      memory: 1024,
      timeout: Duration.minutes(5),
      recursiveLoop: RecursiveLoop.ALLOW,
    });
    documents.grantWrite(this.reconcile);
    documents.grantGoThrough(this.reconcile);
    events.grantAppend(this.reconcile);
    relay.grantPublish(this.reconcile);
    clock.grantPlan(this.reconcile);
    punctuality.grantReconcile(this.reconcile);

    this.steps = new WorkQueue(this, 'Steps', {
      consumer: this.reconcile,
      batchSize: 1,
      attempts: 5,
    });
    this.steps.grantSend(this.reconcile, env.reconcileQueueUrl);

    new Recurring(this, 'Daily', {
      description: 'Begins a pass over every document',
      // After the changes of midnight, and before anybody is at work.
      expression: 'cron(17 3 * * ? *)',
      timeZone,
      target: this.steps.queue,
      input: { begin: true },
      maxAge: Duration.hours(12),
      deadLetters: this.steps.deadLetters,
    });
  }
}
