import { Duration } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
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
}

/** Every minute wakes the workers for which something has become due: no delivery depends on a message. */
export class DeliverySweep extends Construct {
  readonly sweep: ServiceFunction;
  readonly failed: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: DeliverySweepProps) {
    super(scope, id);
    const { subscriptions, deliveries, wakes } = props;

    this.sweep = new ServiceFunction(this, 'Sweep', {
      name: 'sweep-deliveries',
      description: 'Wakes the workers of the endpoints for which something has become due',
      memory: 512,
      timeout: Duration.minutes(1),
    });
    subscriptions.grantScan(this.sweep);
    deliveries.grantFindDue(this.sweep);
    wakes.grantSend(this.sweep, env.deliveryQueueUrl);

    this.failed = new DeadLetterQueue(this, 'FailedSweeps');
    this.sweep.configureAsyncInvoke({
      onFailure: new SqsDestination(this.failed),
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
      deadLetters: this.failed,
    });
  }
}
