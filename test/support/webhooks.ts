import type { Resolve } from '#shared/adapters/webhook/address-guard.ts';
import { webhookSender } from '#shared/adapters/webhook/sender.ts';

const local = webhookSender({ allowLocal: true });

/** Sends a small event, by default also to this machine. */
export const send = (url: string, sender = local) =>
  sender.send({
    target: { type: 'webhook', url },
    eventId: 'one',
    eventType: 'document.registered',
    headers: { 'content-type': 'application/cloudevents+json', 'webhook-id': 'one' },
    body: '{}',
  });

/** A resolver that gives these addresses in turn, several where they are a list, and counts how often it was asked. */
export const resolving = (...answers: readonly (string | readonly string[])[]) => {
  let asked = 0;
  const resolve: Resolve = async () =>
    [answers[asked++] ?? []]
      .flat()
      .map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return {
    get asked() {
      return asked;
    },
    resolve,
  };
};
