import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriptionStore } from './subscription-store.ts';
import { WorkQueue } from './work-queue.ts';

export interface EventFanOutProps {
  readonly bus: EventBus;
  readonly subscriptions: SubscriptionStore;
  readonly deliveries: DeliveryStore;
  /** Wakes the workers of those to whom something is to be delivered. */
  readonly wakes: WorkQueue;
}

/** Makes a delivery of each event on the bus to everyone who subscribed to it. */
export class EventFanOut extends Construct {
  readonly fanOut: ServiceFunction;
  readonly events: WorkQueue;
  readonly everyEvent: Rule;

  constructor(scope: Construct, id: string, props: EventFanOutProps) {
    super(scope, id);

    this.fanOut = new ServiceFunction(this, 'FanOut', {
      name: 'fan-out',
      description: 'Finds who subscribed to an event',
      memory: 1024,
      timeout: Duration.seconds(30),
    });
    props.subscriptions.grantScan(this.fanOut);
    props.deliveries.grantPlace(this.fanOut);
    props.wakes.grantSend(this.fanOut, env.deliveryQueueUrl);

    this.events = new WorkQueue(this, 'Events', {
      consumer: this.fanOut,
      batchSize: 10,
      atATime: 10,
      attempts: 5,
    });
    this.everyEvent = new Rule(this, 'EveryEvent', {
      description: 'Everything that Ikraft announces',
      eventBus: props.bus,
      eventPattern: { source: ['ikraft'] },
      targets: [new SqsQueue(this.events.queue, { deadLetterQueue: this.events.deadLetters })],
    });
  }
}
