import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { Config } from '../config.ts';
import type { DocumentStore } from './document-store.ts';
import type { EventLog } from './event-log.ts';
import type { FileStore } from './file-store.ts';
import { ServiceFunction } from './service-function.ts';
import { shareBus } from './shared-bus.ts';
import { StreamReader } from './stream-reader.ts';

export interface EventRelayProps {
  readonly documents: DocumentStore;
  readonly events: EventLog;
  readonly files: FileStore;
  readonly busAccounts: Config['busAccounts'];
}

/** Carries the events on each written document to the log of events and to the event bus. */
export class EventRelay extends Construct {
  readonly bus: EventBus;
  readonly relay: ServiceFunction;
  readonly reader: StreamReader;

  constructor(scope: Construct, id: string, props: EventRelayProps) {
    super(scope, id);
    const { documents, events, files, busAccounts } = props;

    this.bus = new EventBus(this, 'Bus', { description: 'What happens to Ikraft documents' });
    if (busAccounts.length > 0) shareBus(this.bus, busAccounts);
    this.relay = new ServiceFunction(this, 'Relay', {
      name: 'relay-events',
      description: 'Places the events of written documents in the log and on the bus',
      memory: 1024,
      timeout: Duration.minutes(1),
    });
    events.grantAppend(this.relay);
    this.grantPublish(this.relay);
    this.reader = new StreamReader(this, 'WrittenDocuments', {
      table: documents.documents,
      consumer: this.relay,
      newImage: { item: { S: FilterRule.isEqual('document') } },
      failures: files.failures,
    });
  }

  grantPublish(fn: ServiceFunction): void {
    fn.connect(env.eventBusName, this.bus.eventBusName, {
      actions: ['events:PutEvents'],
      resources: [this.bus.eventBusArn],
    });
  }
}
