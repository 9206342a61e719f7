import { RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { DeliveryStore } from '../constructs/delivery-store.ts';
import { DocumentStore } from '../constructs/document-store.ts';
import { EventLog } from '../constructs/event-log.ts';
import { FeedLinkStore } from '../constructs/feed-link-store.ts';
import { FileStore } from '../constructs/file-store.ts';
import { Identity } from '../constructs/identity.ts';
import { PunctualityStore } from '../constructs/punctuality-store.ts';
import { ServiceTable } from '../constructs/service-table.ts';
import { SubscriptionStore } from '../constructs/subscription-store.ts';

/** All that must outlive a deployment: data, files, users and keys. Production keeps it for good. */
export class Stateful extends Construct {
  readonly documents: DocumentStore;
  readonly files: FileStore;
  readonly events: EventLog;
  readonly subscriptions: SubscriptionStore;
  readonly deliveries: DeliveryStore;
  readonly feedLinks: FeedLinkStore;
  readonly punctuality: PunctualityStore;
  readonly identity: Identity;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    const [removalPolicy, unlessNew] =
      config.stage === 'development'
        ? [RemovalPolicy.DESTROY, RemovalPolicy.DESTROY]
        : // What a failed first deployment made goes with it, where nothing protects it from deletion.
          [RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE];

    this.documents = new DocumentStore(this, 'DocumentStore', { removalPolicy });
    this.files = new FileStore(this, 'FileStore', { ...config, removalPolicy: unlessNew });
    this.events = new EventLog(this, 'EventLog', { removalPolicy });
    const subscribers = { removalPolicy, receipts: this.documents.receipts };
    this.subscriptions = new SubscriptionStore(this, 'SubscriptionStore', subscribers);
    this.deliveries = new DeliveryStore(this, 'DeliveryStore', subscribers);
    this.feedLinks = new FeedLinkStore(this, 'FeedLinkStore', subscribers);
    this.punctuality = new PunctualityStore(this, 'PunctualityStore', { removalPolicy });
    this.identity = new Identity(this, 'Identity', { ...config, removalPolicy });
  }

  get tables(): readonly ServiceTable[] {
    return this.node.findAll().filter((each) => each instanceof ServiceTable);
  }
}
