import { Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { ApiFunction } from '../constructs/api-function.ts';
import { permitTargets } from '../constructs/aws-targets.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { DeliverySweep } from '../constructs/delivery-sweep.ts';
import { DocumentApi } from '../constructs/document-api.ts';
import { EventFanOut } from '../constructs/event-fan-out.ts';
import { EventRelay } from '../constructs/event-relay.ts';
import { EventReplay } from '../constructs/event-replay.ts';
import { FileErasure } from '../constructs/file-erasure.ts';
import { LifecycleClock } from '../constructs/lifecycle-clock.ts';
import { Reconciliation } from '../constructs/reconciliation.ts';
import { Reminders } from '../constructs/reminders.ts';
import { SubscriberDelivery } from '../constructs/subscriber-delivery.ts';
import { UploadVerification } from '../constructs/upload-verification.ts';
import { Watch } from '../constructs/watch.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import type { Stateful } from './stateful.ts';

/** All that can be made anew: the API, and the pipeline from a written document to its subscribers. */
export class Stateless extends Construct {
  readonly api: DocumentApi;
  readonly relay: EventRelay;
  readonly delivery: SubscriberDelivery;
  readonly clock: LifecycleClock;
  readonly reconciliation: Reconciliation;
  /** By what waits in them. */
  readonly queues: Readonly<Record<string, WorkQueue>>;

  constructor(scope: Construct, id: string, config: Config, stateful: Stateful) {
    super(scope, id);

    const failedRuns = new DeadLetterQueue(this, 'FailedRuns');
    this.relay = new EventRelay(this, 'EventRelay', { ...stateful, ...config });
    const { bus, reader } = this.relay;
    const erasure = new FileErasure(this, 'FileErasure', {
      ...stateful,
      relay: this.relay,
    });
    const verification = new UploadVerification(this, 'UploadVerification', {
      ...stateful,
      ...config,
      erasure,
    });
    const { uploads } = verification;
    this.clock = new LifecycleClock(this, 'LifecycleClock', {
      ...stateful,
      uploads,
      failedRuns,
    });
    const { apply, wakeUps, schedules } = this.clock;
    this.delivery = new SubscriberDelivery(this, 'SubscriberDelivery', { ...stateful, ...config });
    const { deliver, wakes } = this.delivery;
    const fanOut = new EventFanOut(this, 'EventFanOut', { ...stateful, bus, wakes });
    const replay = new EventReplay(this, 'EventReplay', { ...stateful, wakes });
    const sweep = new DeliverySweep(this, 'DeliverySweep', { ...stateful, wakes, failedRuns });
    const reminders = new Reminders(this, 'Reminders', { ...stateful, wakes, failedRuns });
    this.reconciliation = new Reconciliation(this, 'Reconciliation', {
      ...stateful,
      ...config,
      relay: this.relay,
      clock: this.clock,
    });
    const handler = new ApiFunction(this, 'Api', {
      ...stateful,
      bus,
      delivery: this.delivery,
      replay,
      erasure,
      config,
    });
    this.api = new DocumentApi(this, 'DocumentApi', {
      ...config,
      identity: stateful.identity,
      handler,
    });
    this.queues = {
      uploads,
      erasures: erasure.erasures,
      'wake-ups': wakeUps,
      events: fanOut.events,
      deliveries: wakes,
      replays: replay.steps,
      reconciliations: this.reconciliation.steps,
    };
    permitTargets(deliver, {
      accounts: config.targetAccounts,
      bus,
      queues: Stack.of(this)
        .node.findAll()
        .filter((each) => each instanceof Queue)
        .filter((queue) => queue !== wakes.queue && queue !== wakes.deadLetters),
    });

    new Watch(this, 'Watch', {
      email: config.alarmEmail,
      dashboard: config.dashboard,
      relayed: reader,
      planned: this.clock.reader,
      queues: this.queues,
      failedRuns,
      sweeps: [apply, sweep.sweep],
      reminder: reminders.remind,
      everyEvent: fanOut.everyEvent,
      bus,
      schedules,
      api: this.api,
      answers: handler,
    });
  }
}
