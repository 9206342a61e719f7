import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { Config } from '../config.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriptionStore } from './subscription-store.ts';
import { WorkQueue } from './work-queue.ts';

export interface SubscriberDeliveryProps {
  readonly bus: EventBus;
  readonly subscriptions: SubscriptionStore;
  readonly allowLocalWebhooks: Config['allowLocalWebhooks'];
}

/** Brings each event on the bus to everyone who subscribed to it. */
export class SubscriberDelivery extends Construct {
  readonly fanOut: ServiceFunction;
  readonly deliver: ServiceFunction;
  readonly events: WorkQueue;
  readonly deliveries: WorkQueue;

  constructor(scope: Construct, id: string, props: SubscriberDeliveryProps) {
    super(scope, id);

    this.fanOut = new ServiceFunction(this, 'FanOut', {
      name: 'fan-out',
      description: 'Finds who subscribed to an event',
      memory: 1024,
      timeout: Duration.seconds(30),
    });
    this.deliver = new ServiceFunction(this, 'Deliver', {
      name: 'deliver',
      description: 'Signs an event and sends it to a subscriber',
      memory: 1024,
      timeout: Duration.seconds(30),
    });
    this.deliver.addEnvironment(env.allowLocalWebhooks, String(props.allowLocalWebhooks));

    this.events = new WorkQueue(this, 'Events', {
      consumer: this.fanOut,
      batchSize: 10,
      atATime: 10,
      attempts: 5,
    });
    this.deliveries = new WorkQueue(this, 'Deliveries', {
      consumer: this.deliver,
      batchSize: 10,
      atATime: 50,
      // From five seconds to an hour apart, as `deliver` postpones them: half a working day in all.
      attempts: 10,
    });
    props.subscriptions.grantScan(this.fanOut);
    this.deliveries.grantSend(this.fanOut, env.deliveryQueueUrl);
    props.subscriptions.grantSign(this.deliver);
    // As its consumer it may postpone a message already; it has to find the queue.
    this.deliver.connect(env.deliveryQueueUrl, this.deliveries.queue.queueUrl);

    new Rule(this, 'EveryEvent', {
      description: 'Everything that Ikraft announces',
      eventBus: props.bus,
      eventPattern: { source: ['ikraft'] },
      targets: [new SqsQueue(this.events.queue, { deadLetterQueue: this.events.deadLetters })],
    });
  }
}
