import { Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { ApiFunction } from '../constructs/api-function.ts';
import { permitTargets } from '../constructs/aws-targets.ts';
import { DeliverySweep } from '../constructs/delivery-sweep.ts';
import { DocumentApi } from '../constructs/document-api.ts';
import { EventFanOut } from '../constructs/event-fan-out.ts';
import { EventRelay } from '../constructs/event-relay.ts';
import { EventReplay } from '../constructs/event-replay.ts';
import { LifecycleClock } from '../constructs/lifecycle-clock.ts';
import { Reconciliation } from '../constructs/reconciliation.ts';
import { Reminders } from '../constructs/reminders.ts';
import { SubscriberDelivery } from '../constructs/subscriber-delivery.ts';
import { UploadVerification } from '../constructs/upload-verification.ts';
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

    const verification = new UploadVerification(this, 'UploadVerification', {
      ...stateful,
      ...config,
    });
    this.relay = new EventRelay(this, 'EventRelay', { ...stateful, ...config });
    const { bus, relay, reader } = this.relay;
    const { uploads } = verification;
    this.clock = new LifecycleClock(this, 'LifecycleClock', { ...stateful, uploads });
    const { plan, apply, wakeUps, failed } = this.clock;
    this.delivery = new SubscriberDelivery(this, 'SubscriberDelivery', { ...stateful, ...config });
    const { deliver, wakes } = this.delivery;
    const { fanOut, events } = new EventFanOut(this, 'EventFanOut', { ...stateful, bus, wakes });
    const replay = new EventReplay(this, 'EventReplay', { ...stateful, wakes });
    const sweep = new DeliverySweep(this, 'DeliverySweep', { ...stateful, wakes });
    const reminders = new Reminders(this, 'Reminders', { ...stateful, wakes });
    this.reconciliation = new Reconciliation(this, 'Reconciliation', {
      ...stateful,
      ...config,
      relay: this.relay,
      clock: this.clock,
    });
    const { reconcile, steps } = this.reconciliation;
    const handler = new ApiFunction(this, 'Api', {
      ...stateful,
      bus,
      delivery: this.delivery,
      replay,
      config,
    });
    this.api = new DocumentApi(this, 'DocumentApi', {
      ...config,
      identity: stateful.identity,
      handler,
    });
    this.queues = {
      uploads,
      'wake-ups': wakeUps,
      events,
      deliveries: wakes,
      replays: replay.steps,
      reconciliations: steps,
    };
    permitTargets(deliver, {
      accounts: config.targetAccounts,
      bus,
      queues: Stack.of(this)
        .node.findAll()
        .filter((each) => each instanceof Queue)
        .filter((queue) => queue !== wakes.queue && queue !== wakes.deadLetters),
    });

    const deadLetters = Object.entries(this.queues).map(([name, queue]) => [
      name,
      queue.deadLetters,
    ]);
    new Alarms(this, 'Alarms', {
      email: config.alarmEmail,
      functions: [
        handler,
        verification.verify,
        relay,
        plan,
        apply,
        fanOut,
        deliver,
        replay.replay,
        sweep.sweep,
        reminders.remind,
        reconcile,
      ],
      streams: [reader, this.clock.reader],
      deadLetters: {
        ...Object.fromEntries(deadLetters),
        'failed-wake-ups': failed,
        'delivery-sweeps': sweep.failed,
        reminders: reminders.failed,
      },
      queues: {
        uploads: { queue: uploads.queue, minutes: 10 },
        events: { queue: events.queue, minutes: 10 },
        replays: { queue: replay.steps.queue, minutes: 10 },
        // A step that failed comes back after half an hour.
        reconciliations: { queue: steps.queue, minutes: 60 },
        // A wake may have been sent with a delay of fifteen.
        deliveries: { queue: wakes.queue, minutes: 30 },
      },
      sweeps: [apply, sweep.sweep],
      reminder: reminders.remind,
      sender: deliver,
      reconciler: reconcile,
      api: this.api.api,
    });
  }
}
