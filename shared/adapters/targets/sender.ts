import type { Sender } from '#shared/application/ports.ts';
import type { Target } from '#shared/domain/subscription.ts';

/** Sends to targets of every kind, each by the sender of its own. */
export const targetSender = (
  senders: {
    readonly [Kind in Target['type']]: Sender<Kind>;
  },
): Sender => ({
  send: ({ target, ...message }) => {
    switch (target.type) {
      case 'webhook':
        return senders.webhook.send({ target, ...message });
      case 'sqs':
        return senders.sqs.send({ target, ...message });
      case 'eventBridge':
        return senders.eventBridge.send({ target, ...message });
    }
  },
});
