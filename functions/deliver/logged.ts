import type { Sender } from '#shared/application/ports.ts';
import { logger } from '#shared/runtime/logger.ts';

/** A sender that logs each attempt: what was sent where and what came of it, never what it said. */
export const logged = (sender: Sender, ids: { readonly subscriptionId: string }): Sender => ({
  send: async (message) => {
    const outcome = await sender.send(message);
    const { eventId, correlationId: correlation_id } = message;
    const { status, error, durationMs } = outcome;
    logger.info('attempt made', { correlation_id, ...ids, eventId, status, error, durationMs });
    return outcome;
  },
});
