import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type CorsRule,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { Config } from '../config.ts';
import type { ServiceFunction } from './service-function.ts';

export interface FileStoreProps {
  readonly removalPolicy: RemovalPolicy;
  /** Origins of web pages that may upload and fetch files. */
  readonly corsOrigins: readonly string[];
  readonly objectLock?: Config['objectLock'];
}

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  versioned: true,
};

/** Uploaded files, and stream records that could not be taken; a third bucket logs who fetched what. */
export class FileStore extends Construct {
  /** Announces each new object on the account's default event bus. */
  readonly files: Bucket;
  readonly failures: Bucket;
  readonly accessLogs: Bucket;
  /** How uploads are kept from being deleted. */
  private readonly lock: 'off' | 'governance' | 'compliance';

  constructor(scope: Construct, id: string, props: FileStoreProps) {
    super(scope, id);
    const { removalPolicy, corsOrigins, objectLock } = props;

    this.accessLogs = new Bucket(this, 'AccessLogs', {
      ...closed,
      removalPolicy,
      versioned: false,
      lifecycleRules: [{ expiration: Duration.days(400) }],
    });
    this.files = new Bucket(this, 'Files', {
      ...closed,
      removalPolicy,
      cors: corsOrigins.length > 0 ? corsRules(corsOrigins) : undefined,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      serverAccessLogsBucket: this.accessLogs,
      serverAccessLogsPrefix: 'files/',
    });
    announceNewObjects(this.files);
    if (objectLock !== undefined) lockObjects(this.files, objectLock);
    this.lock = objectLock?.mode ?? 'off';

    this.failures = new Bucket(this, 'Failures', {
      ...closed,
      removalPolicy,
      // A record holds a whole document: where it was redriven it is not to stay behind as an old version.
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
      serverAccessLogsBucket: this.accessLogs,
      serverAccessLogsPrefix: 'failures/',
    });
  }

  /** Signs addresses to upload to and to fetch from: they can do what the signer may. */
  grantSignAddresses(fn: ServiceFunction): void {
    this.grantUploads(fn, 's3:PutObject', 's3:GetObjectVersion');
  }

  /** Reads an upload; the list tells the first version of the object from later ones. */
  grantReadUploads(fn: ServiceFunction): void {
    this.grantUploads(fn, 's3:GetObjectVersion');
    this.grantList(fn);
  }

  /** Removes every version of an upload; passes over a lock of governance, and reads when another one ends. */
  grantErase(fn: ServiceFunction): void {
    const { lock } = this;
    this.grantUploads(
      fn,
      's3:DeleteObjectVersion',
      ...(lock === 'off' ? [] : ['s3:GetObjectRetention']),
      ...(lock === 'governance' ? ['s3:BypassGovernanceRetention'] : []),
    );
    this.grantList(fn);
    fn.connect(env.objectLock, lock);
  }

  private grantList(fn: ServiceFunction): void {
    fn.permit({
      actions: ['s3:ListBucketVersions'],
      resources: [this.files.bucketArn],
      conditions: { StringLike: { 's3:prefix': 'uploads/*' } },
    });
  }

  private grantUploads(fn: ServiceFunction, ...actions: readonly string[]): void {
    fn.connect(env.filesBucket, this.files.bucketName, {
      actions,
      resources: [this.files.arnForObjects('uploads/*')],
      wildcard: 'Every upload has a key of its own below this prefix.',
    });
  }
}

const corsRules = (origins: readonly string[]): CorsRule[] => [
  {
    allowedOrigins: [...origins],
    allowedMethods: [HttpMethods.PUT],
    allowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256'],
    exposedHeaders: ['ETag'],
    maxAge: 3600,
  },
  {
    // A page gets here by a redirect from the API, after which its browser names no origin. What may be
    // fetched is in the signed address.
    allowedOrigins: ['*'],
    allowedMethods: [HttpMethods.GET, HttpMethods.HEAD],
    maxAge: 3600,
  },
];

/** Bucket's own `eventBridgeEnabled` does it with a custom resource and a function of its own. */
const announceNewObjects = (bucket: Bucket): void => {
  resourceOf(bucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
};

/**
 * Bucket's own `objectLockDefaultRetention` states `ObjectLockEnabled` of the bucket too, for which
 * CloudFormation would replace a bucket that is there by an empty one.
 */
const lockObjects = (bucket: Bucket, { mode, days }: NonNullable<Config['objectLock']>): void => {
  resourceOf(bucket).objectLockConfiguration = {
    objectLockEnabled: 'Enabled',
    rule: { defaultRetention: { mode: mode.toUpperCase(), days } },
  };
};

const resourceOf = (bucket: Bucket): CfnBucket => {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new Error(`${bucket.node.path} is no bucket`);
  return resource;
};
