import { Duration } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { Config } from '../config.ts';
import type { DocumentStore } from './document-store.ts';
import type { FileErasure } from './file-erasure.ts';
import type { FileStore } from './file-store.ts';
import { MalwareScan } from './malware-scan.ts';
import { ServiceFunction } from './service-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface UploadVerificationProps {
  readonly documents: DocumentStore;
  readonly files: FileStore;
  readonly malwareProtection: Config['malwareProtection'];
  /** Takes what comes for a file that has been erased. */
  readonly erasure: FileErasure;
}

/** Looks at each uploaded file before anyone may adopt or fetch it. */
export class UploadVerification extends Construct {
  readonly verify: ServiceFunction;
  readonly uploads: WorkQueue;

  constructor(scope: Construct, id: string, props: UploadVerificationProps) {
    super(scope, id);
    const { documents, files, erasure, malwareProtection } = props;

    this.verify = new ServiceFunction(this, 'Verify', {
      name: 'verify-upload',
      description: 'Compares an uploaded file with what was announced, and makes it available',
      memory: 1024,
      timeout: Duration.minutes(2),
    });
    files.grantReadUploads(this.verify);
    documents.grantWrite(this.verify);
    erasure.grantRequest(this.verify);

    this.uploads = new WorkQueue(this, 'Uploads', {
      consumer: this.verify,
      batchSize: 5,
      attempts: 5,
    });
    const { queue, deadLetters } = this.uploads;
    const target = new SqsQueue(queue, { deadLetterQueue: deadLetters });
    new Rule(this, 'ObjectCreated', {
      description: 'A file was uploaded',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [files.files.bucketName] },
          object: { key: Match.prefix('uploads/') },
        },
      },
      targets: [target],
    });
    this.verify.addEnvironment(env.malwareScan, String(malwareProtection));
    if (malwareProtection) {
      new MalwareScan(this, 'MalwareScan', { files: files.files, verdicts: target });
    }
  }
}
