import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { ApiFunction } from '../constructs/api-function.ts';
import { DocumentApi } from '../constructs/document-api.ts';
import { EventRelay } from '../constructs/event-relay.ts';
import { LifecycleClock } from '../constructs/lifecycle-clock.ts';
import { SubscriberDelivery } from '../constructs/subscriber-delivery.ts';
import { UploadVerification } from '../constructs/upload-verification.ts';
import type { Stateful } from './stateful.ts';

/** All that can be made anew: the API, and the pipeline from a written document to its subscribers. */
export class Stateless extends Construct {
  readonly api: DocumentApi;
  readonly relay: EventRelay;

  constructor(scope: Construct, id: string, config: Config, stateful: Stateful) {
    super(scope, id);

    const handler = new ApiFunction(this, 'Api', { ...stateful, config });
    this.api = new DocumentApi(this, 'DocumentApi', {
      ...config,
      identity: stateful.identity,
      handler,
    });
    const verification = new UploadVerification(this, 'UploadVerification', stateful);
    this.relay = new EventRelay(this, 'EventRelay', stateful);
    const clock = new LifecycleClock(this, 'LifecycleClock', {
      ...stateful,
      uploads: verification.uploads,
    });
    const delivery = new SubscriberDelivery(this, 'SubscriberDelivery', {
      ...config,
      bus: this.relay.bus,
      subscriptions: stateful.subscriptions,
    });

    new Alarms(this, 'Alarms', {
      email: config.alarmEmail,
      functions: [
        handler,
        verification.verify,
        this.relay.relay,
        clock.plan,
        clock.apply,
        delivery.fanOut,
        delivery.deliver,
      ],
      streams: [this.relay.reader, clock.reader],
      deadLetters: {
        uploads: verification.uploads.deadLetters,
        'wake-ups': clock.wakeUps.deadLetters,
        'failed-wake-ups': clock.failed,
        events: delivery.events.deadLetters,
        deliveries: delivery.deliveries.deadLetters,
      },
      queues: { uploads: verification.uploads.queue, events: delivery.events.queue },
      sweep: clock.apply,
      api: this.api.api,
    });
  }
}
