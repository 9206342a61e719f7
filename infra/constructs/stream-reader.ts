import { Duration } from 'aws-cdk-lib';
import {
  type EventSourceMapping,
  FilterCriteria,
  MetricType,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { ServiceFunction } from './service-function.ts';
import type { ServiceTable } from './service-table.ts';

export interface StreamReaderProps {
  readonly table: ServiceTable;
  readonly consumer: ServiceFunction;
  /**
   * The new images that the function is for. Lambda filters on nothing but the key `dynamodb`, and
   * `exists` looks at leaves only: `{wakeAt: {S: …}}`, never `{wakeAt: …}`.
   */
  readonly newImage: Record<string, { S: readonly unknown[] }>;
  /** Takes records that can never be handled, and each batch whole that could not be for long. */
  readonly failures: IBucket;
}

/** Feeds a function from a table's stream, in the order of each document's changes. */
export class StreamReader extends Construct {
  readonly consumer: ServiceFunction;
  readonly mapping: EventSourceMapping;

  constructor(
    scope: Construct,
    id: string,
    { table, consumer, newImage, failures }: StreamReaderProps,
  ) {
    super(scope, id);
    this.consumer = consumer;
    const streamArn = table.tableStreamArn;
    if (streamArn === undefined) throw new Error(`${table.node.path} has no stream`);

    consumer.permit({
      actions: ['DescribeStream', 'GetRecords', 'GetShardIterator'].map((a) => `dynamodb:${a}`),
      resources: [streamArn],
    });
    consumer.permit({
      actions: ['dynamodb:ListStreams'],
      resources: ['*'],
      wildcard: 'The list of streams is not a resource; Lambda wants to read it before a stream.',
    });
    consumer.permit({ actions: ['s3:ListBucket'], resources: [failures.bucketArn] });
    consumer.permit({
      actions: ['s3:PutObject'],
      resources: [failures.arnForObjects('aws/lambda/*')],
      wildcard: 'Lambda names the objects itself, below this prefix.',
    });
    // What can never be taken the function puts there itself, with its reason.
    consumer.connect(env.failuresBucket, failures.bucketName, {
      actions: ['s3:PutObject'],
      resources: [failures.arnForObjects(`poison/${consumer.name}/*`)],
      wildcard: 'Each record has a key of its own below this prefix.',
    });

    this.mapping = consumer.addEventSourceMapping(id, {
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      filters: [FilterCriteria.filter({ dynamodb: { NewImage: newImage } })],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // Attempts hold up the rest of the shard, so they are few. Age also counts while nothing can be
      // invoked at all: a record is given up for it only before the stream would drop it.
      retryAttempts: 20,
      maxRecordAge: Duration.hours(20),
      onFailure: { bind: () => ({ destination: failures.bucketArn }) },
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
  }
}
