import { Duration, Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { Config } from '../config.ts';
import { tellTargets } from './aws-targets.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { DocumentStore } from './document-store.ts';
import type { EventLog } from './event-log.ts';
import type { EventReplay } from './event-replay.ts';
import type { FeedLinkStore } from './feed-link-store.ts';
import type { FileErasure } from './file-erasure.ts';
import type { FileStore } from './file-store.ts';
import type { PunctualityStore } from './punctuality-store.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriberDelivery } from './subscriber-delivery.ts';
import type { SubscriptionStore } from './subscription-store.ts';

export interface ApiFunctionProps {
  readonly documents: DocumentStore;
  readonly files: FileStore;
  readonly events: EventLog;
  readonly subscriptions: SubscriptionStore;
  readonly deliveries: DeliveryStore;
  readonly feedLinks: FeedLinkStore;
  readonly punctuality: PunctualityStore;
  readonly bus: EventBus;
  /** Makes tests, and is woken for what is to be delivered. */
  readonly delivery: SubscriberDelivery;
  readonly replay: EventReplay;
  readonly erasure: FileErasure;
  readonly config: Config;
}

/** The function behind the API; of all functions it alone may record decisions. */
export class ApiFunction extends ServiceFunction {
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id, {
      name: 'api',
      description: 'Answers the HTTP API',
      memory: 1024,
      // The HTTP API waits for 30 seconds.
      timeout: Duration.seconds(28),
    });
    const { documents, files, events, subscriptions, deliveries, feedLinks, config } = props;

    documents.grantServe(this);
    files.grantSignAddresses(this);
    events.grantRead(this);
    subscriptions.grantManage(this);
    deliveries.grantManage(this);
    feedLinks.grantManage(this);
    props.punctuality.grantRead(this);
    props.delivery.grantTest(this);
    props.delivery.wakes.grantSend(this, env.deliveryQueueUrl);
    props.replay.steps.grantSend(this, env.replayQueueUrl);
    props.erasure.grantRequest(this);
    tellTargets(this, { accounts: config.targetAccounts, bus: props.bus });

    this.addEnvironment(env.defaultTimeZone, config.timeZone);
    this.addEnvironment(env.claims, JSON.stringify(config.claims));
    this.addEnvironment(env.publicReading, String(config.publicReading));
    this.addEnvironment(env.allowLocalWebhooks, String(config.allowLocalWebhooks));
    this.addEnvironment(env.publicUrl, config.publicUrl ?? ownAddress(Stack.of(this)));
  }
}

/** The function fills in the id, which it learns with each request: naming the API here would be a circle. */
const ownAddress = ({ region, urlSuffix }: Stack): string =>
  `https://{apiId}.execute-api.${region}.${urlSuffix}`;
