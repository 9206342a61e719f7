import type { Outcome, Sender } from '#shared/application/ports.ts';

type Message = Parameters<Sender['send']>[0];

/** Keeps what was sent; `answer` plays the receivers, who all accept unless told otherwise. */
export const memorySender = (
  answer: (message: Message) => Outcome | Promise<Outcome> = () => ({
    status: 204,
    durationMs: 1,
  }),
): Sender & { readonly sent: readonly Message[] } => {
  const sent: Message[] = [];
  return {
    sent,
    send: async (message) => {
      sent.push(message);
      return answer(message);
    },
  };
};
