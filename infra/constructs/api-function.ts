import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { Config } from '../config.ts';
import type { DocumentStore } from './document-store.ts';
import type { EventLog } from './event-log.ts';
import type { FileStore } from './file-store.ts';
import { ServiceFunction } from './service-function.ts';
import type { SubscriptionStore } from './subscription-store.ts';

export interface ApiFunctionProps {
  readonly documents: DocumentStore;
  readonly files: FileStore;
  readonly events: EventLog;
  readonly subscriptions: SubscriptionStore;
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
    const { documents, files, events, subscriptions, config } = props;

    documents.grantServe(this);
    files.grantSignAddresses(this);
    events.grantRead(this);
    subscriptions.grantManage(this);

    this.addEnvironment(env.defaultTimeZone, config.timeZone);
    this.addEnvironment(env.claims, JSON.stringify(config.claims));
    this.addEnvironment(env.publicReading, String(config.publicReading));
    this.addEnvironment(env.allowLocalWebhooks, String(config.allowLocalWebhooks));
  }
}
