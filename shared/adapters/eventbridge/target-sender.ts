import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Sender } from '#shared/application/ports.ts';
import { placeOf } from '../targets/arn.ts';
import { awsAttempt, EntryRefusedError } from '../targets/aws-attempt.ts';

/** Sends events to event buses of subscribers, in the form in which they are on the project's own. */
export const eventBridgeTargetSender = (dependencies: {
  readonly clientIn: (region: string) => EventBridgeClient;
  readonly timeoutMs?: number;
}): Sender<'eventBridge'> => ({
  send: async ({ target, eventType, body }) => {
    const place = placeOf(target);
    if (place === undefined) return { error: 'target_not_found', durationMs: 0 };
    const request = new PutEventsCommand({
      Entries: [
        { EventBusName: target.arn, Source: 'ikraft', DetailType: eventType, Detail: body },
      ],
    });
    return awsAttempt(async (options) => {
      const { Entries } = await dependencies.clientIn(place.region).send(request, options);
      const [{ EventId, ErrorCode = 'InternalFailure' } = {}] = Entries ?? [];
      if (EventId === undefined) throw new EntryRefusedError(ErrorCode);
    }, dependencies.timeoutMs);
  },
});
