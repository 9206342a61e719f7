import type { WebhookOutcome, WebhookSender } from '#shared/application/ports.ts';

type Request = Parameters<WebhookSender['send']>[0];

/** Keeps what was sent; `answer` plays the receivers, who all accept unless told otherwise. */
export const memoryWebhookSender = (
  answer: (request: Request) => WebhookOutcome = () => ({
    outcome: 'delivered',
    status: 204,
    durationMs: 1,
  }),
): WebhookSender & { readonly sent: readonly Request[] } => {
  const sent: Request[] = [];
  return {
    sent,
    send: async (request) => {
      sent.push(request);
      return answer(request);
    },
  };
};
