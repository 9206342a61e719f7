import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { DocumentStore } from './document-store.ts';
import type { EventLog } from './event-log.ts';
import type { EventRelay } from './event-relay.ts';
import type { FileStore } from './file-store.ts';
import { ServiceFunction } from './service-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface FileErasureProps {
  readonly documents: DocumentStore;
  readonly files: FileStore;
  readonly events: EventLog;
  /** Publishes what the log of an erased draft turns out to lack. */
  readonly relay: EventRelay;
}

/** Removes what was erased from what is stored: of all functions it alone may delete a file. */
export class FileErasure extends Construct {
  readonly erase: ServiceFunction;
  readonly erasures: WorkQueue;

  constructor(scope: Construct, id: string, props: FileErasureProps) {
    super(scope, id);
    const { documents, files, events, relay } = props;

    this.erase = new ServiceFunction(this, 'Erase', {
      name: 'erase-files',
      description: 'Removes erased files, and what the log tells of erased drafts',
      memory: 512,
      timeout: Duration.minutes(5),
    });
    documents.grantErase(this.erase);
    files.grantErase(this.erase);
    events.grantAppend(this.erase);
    relay.grantPublish(this.erase);

    this.erasures = new WorkQueue(this, 'Erasures', {
      consumer: this.erase,
      batchSize: 1,
      attempts: 5,
    });
  }

  /** Lets the function ask for an erasure. */
  grantRequest(fn: ServiceFunction): void {
    this.erasures.grantSend(fn, env.erasureQueueUrl);
  }
}
