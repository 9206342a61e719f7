import { Duration } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { DocumentStore } from './document-store.ts';
import { Recurring } from './recurring.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriptionStore } from './subscription-store.ts';
import type { WorkQueue } from './work-queue.ts';

export interface RemindersProps {
  readonly documents: DocumentStore;
  readonly subscriptions: SubscriptionStore;
  readonly deliveries: DeliveryStore;
  /** Wakes the workers of those who are reminded. */
  readonly wakes: WorkQueue;
  /** Keeps runs that failed, and those that were never started. */
  readonly failedRuns: DeadLetterQueue;
}

/** Every hour gives subscriptions the reminders that they alone ask for. Documents give their own by themselves. */
export class Reminders extends Construct {
  readonly remind: ServiceFunction;

  constructor(scope: Construct, id: string, props: RemindersProps) {
    super(scope, id);
    const { documents, subscriptions, deliveries, wakes, failedRuns } = props;

    this.remind = new ServiceFunction(this, 'Remind', {
      name: 'remind',
      description:
        'Reminds subscriptions of coming changes and reviews, as far ahead as they ask for',
      memory: 1024,
      timeout: Duration.minutes(10),
    });
    documents.grantForesee(this.remind);
    subscriptions.grantScan(this.remind);
    deliveries.grantRemind(this.remind);
    wakes.grantSend(this.remind, env.deliveryQueueUrl);

    this.remind.configureAsyncInvoke({
      onFailure: new SqsDestination(failedRuns),
      // What is older the next run has done.
      maxEventAge: Duration.hours(1),
      retryAttempts: 2,
    });
    new Recurring(this, 'Hourly', {
      description: 'Reminders that subscriptions ask for',
      // Soon after the midnight of any zone that is whole hours from Greenwich.
      expression: 'cron(5 * * * ? *)',
      target: this.remind,
      input: {},
      maxAge: Duration.minutes(30),
      deadLetters: failedRuns,
    });
  }
}
