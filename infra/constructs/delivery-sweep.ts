import { Duration } from 'aws-cdk-lib';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { Recurring } from './recurring.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriptionStore } from './subscription-store.ts';
import type { WorkQueue } from './work-queue.ts';

export interface DeliverySweepProps {
  readonly subscriptions: SubscriptionStore;
  readonly deliveries: DeliveryStore;
  /** Wakes the workers of the endpoints that it finds. */
  readonly wakes: WorkQueue;
  /** Keeps sweeps that failed, and those that were never started. */
  readonly failedRuns: DeadLetterQueue;
}

/** Every minute wakes the workers for which something has become due: no delivery depends on a message. */
export class DeliverySweep extends Construct {
  readonly sweep: ServiceFunction;

  constructor(scope: Construct, id: string, props: DeliverySweepProps) {
    super(scope, id);
    const { subscriptions, deliveries, wakes, failedRuns } = props;

    this.sweep = new ServiceFunction(this, 'Sweep', {
      name: 'sweep-deliveries',
      description: 'Wakes the workers of the endpoints for which something has become due',
      memory: 512,
      timeout: Duration.minutes(1),
      tracing: Tracing.PASS_THROUGH,
    });
    subscriptions.grantScan(this.sweep);
    deliveries.grantFindDue(this.sweep);
    wakes.grantSend(this.sweep, env.deliveryQueueUrl);

    this.sweep.configureAsyncInvoke({
      onFailure: new SqsDestination(failedRuns),
      // What is older the next sweep has done.
      maxEventAge: Duration.minutes(5),
      retryAttempts: 2,
    });
    new Recurring(this, 'Schedule', {
      description: 'Deliveries that are due, whatever happened to the messages about them',
      expression: 'rate(1 minute)',
      target: this.sweep,
      input: {},
      maxAge: Duration.minutes(1),
      deadLetters: failedRuns,
    });
  }
}
