import { Duration } from 'aws-cdk-lib';
import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { Config } from '../config.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { EventLog } from './event-log.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriptionStore } from './subscription-store.ts';
import { WorkQueue } from './work-queue.ts';

export interface SubscriberDeliveryProps {
  readonly subscriptions: SubscriptionStore;
  readonly deliveries: DeliveryStore;
  readonly events: EventLog;
  readonly allowLocalWebhooks: Config['allowLocalWebhooks'];
}

/** Sends what is due to each subscriber: one worker an endpoint at a time, woken through a queue. */
export class SubscriberDelivery extends Construct {
  readonly deliver: ServiceFunction;
  readonly wakes: WorkQueue;

  constructor(scope: Construct, id: string, props: SubscriberDeliveryProps) {
    super(scope, id);

    this.deliver = new ServiceFunction(this, 'Deliver', {
      name: 'deliver',
      description: 'Signs events and sends them to a subscriber',
      memory: 1024,
      timeout: Duration.minutes(1),
      recursiveLoop: RecursiveLoop.ALLOW,
    });
    props.subscriptions.grantServe(this.deliver);
    props.deliveries.grantServe(this.deliver);
    props.events.grantLookUp(this.deliver);
    this.deliver.addEnvironment(env.allowLocalWebhooks, String(props.allowLocalWebhooks));

    this.wakes = new WorkQueue(this, 'Wakes', {
      consumer: this.deliver,
      // A message is for one endpoint, and one slow endpoint is to hold up no other.
      batchSize: 1,
      atATime: 50,
      attempts: 5,
    });
    this.wakes.grantSend(this.deliver, env.deliveryQueueUrl);
  }

  /** Lets the function make a test of a subscription and wait for its outcome. */
  grantTest(tester: ServiceFunction): void {
    tester.connect(env.deliverFunctionName, this.deliver.functionName, {
      actions: ['lambda:InvokeFunction'],
      resources: [this.deliver.functionArn],
    });
  }
}
