import { Duration } from 'aws-cdk-lib';
import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { EventLog } from './event-log.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriptionStore } from './subscription-store.ts';
import { WorkQueue } from './work-queue.ts';

export interface EventReplayProps {
  readonly subscriptions: SubscriptionStore;
  readonly deliveries: DeliveryStore;
  readonly events: EventLog;
  /** Wakes the workers of those to whom something is to be delivered again. */
  readonly wakes: WorkQueue;
}

/** Makes deliveries of events that were recorded earlier, step by step, no faster than they are sent. */
export class EventReplay extends Construct {
  readonly replay: ServiceFunction;
  readonly steps: WorkQueue;

  constructor(scope: Construct, id: string, props: EventReplayProps) {
    super(scope, id);

    this.replay = new ServiceFunction(this, 'Replay', {
      name: 'replay',
      description: 'Makes deliveries of events that were recorded earlier',
      memory: 1024,
      timeout: Duration.minutes(1),
      recursiveLoop: RecursiveLoop.ALLOW,
    });
    props.subscriptions.grantRead(this.replay);
    props.deliveries.grantReplay(this.replay);
    props.events.grantRead(this.replay);
    props.wakes.grantSend(this.replay, env.deliveryQueueUrl);

    this.steps = new WorkQueue(this, 'Steps', {
      consumer: this.replay,
      batchSize: 1,
      attempts: 5,
    });
    this.steps.grantSend(this.replay, env.replayQueueUrl);
  }
}
