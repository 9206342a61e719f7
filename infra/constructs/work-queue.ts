import { Duration, Validations } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WorkQueueProps {
  readonly consumer: ServiceFunction;
  /** Messages that one invocation takes. */
  readonly batchSize: number;
  /**
   * Invocations at a time: without a bound a flood of messages could take up all that the account allows, the
   * API's share too. With one, Lambda always polls with five requests at once; without one, with as few as two
   * where there is little to do (services-sqs-scaling.html).
   * @default no bound: for queues that fill no faster than the API lets anyone fill them, or never hold many messages
   */
  readonly atATime?: number;
  /** How often a message is tried before it becomes a dead letter. */
  readonly attempts: number;
}

/** A queue, the function that empties it, and a queue for what the function could not take. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);

    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // Six timeouts, as Lambda asks for: it retries throttled invocations in that time itself.
      visibilityTimeout: Duration.seconds(6 * props.consumer.timeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.attempts },
    });
    // The consumer puts there itself what it cannot take, with its reason.
    props.consumer.connect(env.deadLetterQueueUrl, this.deadLetters.queueUrl, {
      actions: ['sqs:SendMessage'],
      resources: [this.deadLetters.queueArn],
    });
    props.consumer.connect(env.queueAttempts, String(props.attempts));
    props.consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: props.batchSize,
        maxConcurrency: props.atATime,
        reportBatchItemFailures: true,
      }),
    );
    Validations.of(props.consumer).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'The queue has dead letters of its own; Lambda has destinations for streams only.',
    });
  }

  /** Lets the function send to the queue, whose address it finds in the variable. */
  grantSend(sender: ServiceFunction, variable: string): void {
    sender.connect(variable, this.queue.queueUrl, {
      actions: ['sqs:SendMessage'],
      resources: [this.queue.queueArn],
    });
  }
}
