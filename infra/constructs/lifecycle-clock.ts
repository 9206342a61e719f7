import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterRule, RecursiveLoop, Tracing } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { env } from '#shared/runtime/env.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { DocumentStore } from './document-store.ts';
import type { FileStore } from './file-store.ts';
import { boundedHeap } from './node-options.ts';
import { permit } from './permission.ts';
import { Recurring } from './recurring.ts';
import { ServiceFunction } from './service-function.ts';
import { StreamReader } from './stream-reader.ts';
import { WorkQueue } from './work-queue.ts';

export interface LifecycleClockProps {
  readonly documents: DocumentStore;
  readonly files: FileStore;
  /** Where lost notices of uploads are made up for. */
  readonly uploads: WorkQueue;
  /** Keeps invocations that failed every attempt. The queue of wake-ups keeps those never delivered. */
  readonly failedRuns: DeadLetterQueue;
}

/**
 * Makes changes happen when they are due: a wake-up for each instant with a coming change, by schedule
 * or, when it is near, by a delayed message; and a sweep every minute for what a wake-up missed. A shard that
 * has more than a page is written by an invocation of its own, to which a message is sent.
 */
export class LifecycleClock extends Construct {
  readonly plan: ServiceFunction;
  readonly apply: ServiceFunction;
  readonly reader: StreamReader;
  readonly wakeUps: WorkQueue;
  readonly schedules: CfnScheduleGroup;
  private readonly schedulerRole: Role;

  constructor(scope: Construct, id: string, props: LifecycleClockProps) {
    super(scope, id);
    const { documents, files, uploads, failedRuns } = props;

    this.apply = new ServiceFunction(this, 'Apply', {
      name: 'apply-due',
      description: 'Waits for the instant and writes every change that is due then',
      memory: 1024,
      timeout: Duration.minutes(5),
      recursiveLoop: RecursiveLoop.ALLOW,
      tracing: Tracing.PASS_THROUGH,
    });
    const nodeOptions = ['--enable-source-maps', ...boundedHeap].join(' ');
    this.apply.addEnvironment('NODE_OPTIONS', nodeOptions);
    documents.grantWrite(this.apply);
    documents.grantFindDue(this.apply);
    uploads.grantSend(this.apply, env.uploadQueueUrl);

    // Scheduler hands an invocation over; what fails inside the function is Lambda's to retry.
    this.apply.configureAsyncInvoke({
      onFailure: new SqsDestination(failedRuns),
      // What is older the next sweep has done.
      maxEventAge: Duration.minutes(10),
      retryAttempts: 2,
    });
    this.wakeUps = new WorkQueue(this, 'WakeUps', {
      consumer: this.apply,
      batchSize: 1,
      attempts: 5,
    });
    this.wakeUps.grantSend(this.apply, env.wakeUpQueueUrl);

    this.plan = new ServiceFunction(this, 'Plan', {
      name: 'plan-wakeups',
      description: 'Asks for a wake-up at each instant with a coming change',
      memory: 512,
      timeout: Duration.minutes(1),
    });
    this.reader = new StreamReader(this, 'PlannedChanges', {
      table: documents.documents,
      consumer: this.plan,
      newImage: { wakeAt: { S: FilterRule.exists() } },
      failures: files.failures,
    });
    this.schedules = new CfnScheduleGroup(this, 'Schedules');
    this.schedulerRole = this.roleOfSchedules();
    this.grantPlan(this.plan);

    new Recurring(this, 'Sweep', {
      description: 'Catches what a wake-up missed',
      expression: 'rate(1 minute)',
      target: this.apply,
      input: { sweep: true },
      maxAge: Duration.minutes(1),
      deadLetters: this.wakeUps.deadLetters,
    });
  }

  /** Asks for wake-ups: by a schedule for each instant, and by the queue where it is near. */
  grantPlan(fn: ServiceFunction): void {
    const { apply, schedules, schedulerRole, wakeUps } = this;
    wakeUps.grantSend(fn, env.wakeUpQueueUrl);
    fn.connect(env.schedulerGroup, schedules.ref, {
      actions: ['scheduler:CreateSchedule'],
      resources: [
        Stack.of(this).formatArn({
          service: 'scheduler',
          resource: 'schedule',
          resourceName: `${schedules.ref}/*`,
        }),
      ],
      wildcard: 'A schedule is named after its instant.',
    });
    fn.connect(env.schedulerRoleArn, schedulerRole.roleArn, {
      actions: ['iam:PassRole'],
      resources: [schedulerRole.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    });
    fn.connect(env.schedulerTargetArn, apply.functionArn);
    fn.connect(env.schedulerDeadLetterArn, wakeUps.deadLetters.queueArn);
  }

  private roleOfSchedules(): Role {
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { ArnEquals: { 'aws:SourceArn': this.schedules.attrArn } },
      }),
    });
    permit(role, { actions: ['lambda:InvokeFunction'], resources: [this.apply.functionArn] });
    permit(role, {
      actions: ['sqs:SendMessage'],
      resources: [this.wakeUps.deadLetters.queueArn],
    });
    return role;
  }
}
